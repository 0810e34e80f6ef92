// SPDX-License-Identifier: MIT
#include "platform/machine.h"

#include <sched.h>

#include <fstream>
#include <limits>
#include <string>

namespace sandtray::platform {
namespace {

// CPUs that the kernel can be built for (NR_CPUS); a smaller set is refused (sched_setaffinity(2)).
constexpr int most_processors = 8192;

unsigned usable_processors() {
  cpu_set_t* set = CPU_ALLOC(most_processors);
  if (set == nullptr) return 0;
  const auto size = CPU_ALLOC_SIZE(most_processors);
  const bool told = sched_getaffinity(0, size, set) == 0;
  const int count = told ? CPU_COUNT_S(size, set) : 0;
  CPU_FREE(set);
  return static_cast<unsigned>(count);
}

}  // namespace

// proc_meminfo(5): "MemTotal:       16314220 kB", in units of 1024 bytes.
Machine look_at_machine() {
  Machine machine;
  machine.processors = usable_processors();
  std::ifstream lines("/proc/meminfo");
  std::string name;
  for (std::uint64_t kib = 0; lines >> name >> kib;
       lines.ignore(std::numeric_limits<std::streamsize>::max(), '\n')) {
    if (name == "MemTotal:") machine.memory = kib << 10;
    if (name == "MemAvailable:") machine.available = kib << 10;
  }
  return machine;
}

}  // namespace sandtray::platform
