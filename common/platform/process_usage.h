// SPDX-License-Identifier: MIT
// What a process and everything below it use of this machine.
#pragma once

#include <cstdint>
#include <optional>

#include "platform/process.h"

namespace sandtray::platform {

struct ProcessUsage {
  std::uint64_t cpu_ms = 0;        // so far; of those that have ended too, as far as that is known
  std::uint64_t memory_bytes = 0;  // now; what is shared with files on disk does not count
};

// Empty if there is no such process, or where this system is not asked yet.
std::optional<ProcessUsage> usage_of_tree(ProcessId pid);

}  // namespace sandtray::platform
