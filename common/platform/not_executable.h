// SPDX-License-Identifier: MIT
// Why find_executable() of platform/file.h finds nothing.
#pragma once

#include <string>

namespace sandtray::platform {

// The first regular file that it would take if this user might execute it. Empty if there is none,
// and where a file's name makes it executable (Windows).
std::string find_not_executable(const std::string& name);

}  // namespace sandtray::platform
