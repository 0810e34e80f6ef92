// SPDX-License-Identifier: MIT
// How large a virtual machine is. Pure.
#pragma once

#include <cstdint>

namespace sandtray::provision {

struct VmSize {
  unsigned processors = 0, memory_mib = 0, disk_gib = 0;  // 0: as it is
};

// Of a new machine on one that has so many processors and bytes of memory; 0: cannot be told.
VmSize suggested_size(unsigned processors, std::uint64_t memory);

}  // namespace sandtray::provision
