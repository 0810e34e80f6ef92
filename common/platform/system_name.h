// SPDX-License-Identifier: MIT
// What the data files call the system that this program was built for.
#pragma once

namespace sandtray::platform {

#if defined(_WIN32)
constexpr auto system_name = "windows";
#elif defined(__APPLE__)
constexpr auto system_name = "macos";
#else
constexpr auto system_name = "linux";
#endif

}  // namespace sandtray::platform
