// SPDX-License-Identifier: MIT
// Which command a process was started with: tells a process from another one that has its number
// now.
#pragma once

#include <string>
#include <vector>

#include "platform/process.h"

namespace sandtray::platform {

// The first one is the program, a path or a name. Empty: there is no such process, or it cannot be
// told.
std::vector<std::string> command_of(ProcessId pid);

}  // namespace sandtray::platform
