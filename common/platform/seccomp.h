// SPDX-License-Identifier: MIT
// Compiles a policy (share/policies/seccomp.json) into the filter program that bwrap loads. System
// calls of another architecture, 32-bit ones too, kill the process.
#pragma once

#include <string>

#include "base/json.h"

namespace sandtray::platform {

// "nested_namespaces" in the policy leaves out what only serves sandboxes inside; without
// "set_gid_files" no file can be made that runs as its group.
Result<std::string> seccomp_program(const Json& policy);

}  // namespace sandtray::platform
