// SPDX-License-Identifier: MIT
// Where the running program is, so that it finds the data that was installed with it.
#pragma once

#include <string>

namespace sandtray::platform {

// The absolute path of the running program's file, symbolic links resolved.
std::string program_path();

}  // namespace sandtray::platform
