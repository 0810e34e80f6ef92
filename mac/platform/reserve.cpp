// SPDX-License-Identifier: MIT
#include "platform/reserve.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace sandtray::platform {

// The system counts from the end of what is allocated already.
void reserve_space(Handle file, std::uint64_t offset, std::uint64_t bytes) {
  constexpr off_t block = 512;  // of st_blocks
  struct stat info {};
  if (fstat(file, &info) != 0) return;
  const auto missing = static_cast<off_t>(offset + bytes) - info.st_blocks * block;
  if (missing <= 0) return;
  fstore_t wanted{};
  wanted.fst_flags = F_ALLOCATEALL;
  wanted.fst_posmode = F_PEOFPOSMODE;
  wanted.fst_length = missing;
  fcntl(file, F_PREALLOCATE, &wanted);
}

}  // namespace sandtray::platform
