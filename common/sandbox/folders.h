// SPDX-License-Identifier: MIT
// Which folders of the person an agent may be given. All paths are absolute real paths, compared
// whole component by whole component.
#pragma once

#include <string>

#include "sandbox/bwrap_policy.h"
#include "sandbox/host_facts.h"

namespace sandtray::sandbox {

bool is_or_is_below(const std::string& path, const std::string& folder);

// refused with the reason when giving `path` to an agent would open the machine: the system's own
// folders, the person's home or its secrets as a whole, our own files, or, for writing, our
// programs. `what` names its part in the message ("the workspace").
Result<> check_given_folder(const std::string& what, const std::string& path, bool writable,
                            const HostFacts& facts, const BwrapPolicy& policy);

// refused when `planted`, a symbolic link on the way to `path`, may be the work of an agent or of
// another user, who would choose then what is shown. Nothing if it is empty.
Result<> check_steady(const std::string& what, const std::string& path, const std::string& planted);

}  // namespace sandtray::sandbox
