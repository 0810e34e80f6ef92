// SPDX-License-Identifier: MIT
// Room on the disk that nobody else gets.
#pragma once

#include <cstdint>

#include "platform/handle.h"

namespace sandtray::platform {

// Takes disk space for a file without changing its size. Best effort: not every file system can.
void reserve_space(Handle file, std::uint64_t offset, std::uint64_t bytes);

}  // namespace sandtray::platform
