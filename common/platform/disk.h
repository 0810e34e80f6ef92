// SPDX-License-Identifier: MIT
// Room on the disk that holds a path, as far as this user may fill it.
#pragma once

#include <cstdint>
#include <string>

namespace sandtray::platform {

// Of the nearest folder above that exists; 0 when it cannot be told.
std::uint64_t free_bytes(const std::string& path);

}  // namespace sandtray::platform
