// SPDX-License-Identifier: MIT
// What the virtual machine takes of this one's memory, which it keeps until it stops, and how much
// of that is in use inside. Bytes; empty where it is not told.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sandtray::provision {

struct VmMemory {
  std::optional<std::uint64_t> held, used;
};

// Of /proc/meminfo (proc_meminfo(5)): all of it less what is available. The guest has a hand in it.
std::optional<std::uint64_t> used_memory(std::string_view meminfo);

}  // namespace sandtray::provision
