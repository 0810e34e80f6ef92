// SPDX-License-Identifier: MIT
#include "provision/lima/size.h"

#include <algorithm>

#include "provision/lima/options.h"

namespace sandtray::provision {
namespace {

constexpr std::uint64_t mib = 1u << 20;
constexpr unsigned least_memory_mib = 1024, step_mib = 256;

}  // namespace

// Half of what there is at most: the machine keeps what it has used.
VmSize suggested_size(unsigned processors, std::uint64_t memory) {
  const VmOptions usual;
  VmSize size{usual.processors, usual.memory_mib, usual.disk_gib};
  if (processors != 0) size.processors = std::min(size.processors, processors);
  if (memory != 0) {
    const auto half = std::min<std::uint64_t>(memory / mib / 2, size.memory_mib);
    size.memory_mib = std::max(static_cast<unsigned>(half) / step_mib * step_mib, least_memory_mib);
  }
  return size;
}

}  // namespace sandtray::provision
