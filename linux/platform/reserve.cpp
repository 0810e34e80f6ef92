// SPDX-License-Identifier: MIT
#include "platform/reserve.h"

#include <fcntl.h>

namespace sandtray::platform {

void reserve_space(Handle file, std::uint64_t offset, std::uint64_t bytes) {
  (void)fallocate(file, FALLOC_FL_KEEP_SIZE, static_cast<off_t>(offset), static_cast<off_t>(bytes));
}

}  // namespace sandtray::platform
