// SPDX-License-Identifier: MIT
// The virtual machine, for a session that is to run in it.
#pragma once

#include <optional>

#include "platform/paths.h"
#include "provision/lima/use.h"
#include "sandbox/method.h"

namespace sandtray::cli {

// Has the request told of the machine, if the method is lima; nothing else otherwise. Starts it
// where it does not run, and says what it is at, for that takes a while. `may_start`: not in a
// process that a session's host has started, which would end the machine with the session. What
// comes back is to be held until the session has a folder; there it is of one that has none yet.
Result<std::optional<provision::VmUse>> enter_machine(const platform::Paths& paths,
                                                      sandbox::PlanRequest& request,
                                                      bool may_start = true);

}  // namespace sandtray::cli
