// SPDX-License-Identifier: MIT
// What only one system knows of itself, for `sandtray doctor`. What cannot be told is left out.
#pragma once

#include <map>
#include <string>

namespace sandtray::platform {

// macOS: version. Windows: version, build; long_paths, wsl, wsl_distribution ("yes" if so).
std::map<std::string, std::string> system_facts();

}  // namespace sandtray::platform
