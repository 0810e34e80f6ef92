// SPDX-License-Identifier: MIT
// How names of variables that people write are compared: as the system tells them apart.
#pragma once

#include <string>

namespace sandtray::platform {

// The variable as current_environment() names it: Windows does not tell names apart by capitals,
// and has capitals there.
std::string variable_name(const std::string& name);

}  // namespace sandtray::platform
