// SPDX-License-Identifier: MIT
#include "platform/machine.h"

#include <mach/mach.h>
#include <sys/sysctl.h>

#include <cstddef>

namespace sandtray::platform {
namespace {

// sysctl(3) and <sys/sysctl.h> have the names and types.
template <typename Number>
Number value_of(const char* name) {
  Number value = 0;
  std::size_t size = sizeof value;
  const bool told = sysctlbyname(name, &value, &size, nullptr, 0) == 0 && size == sizeof value;
  return told && value > 0 ? value : 0;
}

// What vm_stat(1) calls free, speculative and inactive; <mach/vm_statistics.h> says that the count
// of free pages holds the speculative ones.
std::uint64_t available_memory() {
  vm_statistics64_data_t statistics{};
  mach_msg_type_number_t size = HOST_VM_INFO64_COUNT;
  vm_size_t page = 0;
  const auto host = mach_host_self();
  const bool told =
      host_page_size(host, &page) == KERN_SUCCESS &&
      host_statistics64(host, HOST_VM_INFO64, reinterpret_cast<host_info64_t>(&statistics),
                        &size) == KERN_SUCCESS;
  mach_port_deallocate(mach_task_self(), host);  // each answer of mach_host_self() is a new right
  if (!told) return 0;
  return (std::uint64_t{statistics.free_count} + statistics.inactive_count) * page;
}

}  // namespace

Machine look_at_machine() {
  return {value_of<std::uint64_t>("hw.memsize"), available_memory(),
          static_cast<unsigned>(value_of<int>("hw.logicalcpu"))};
}

}  // namespace sandtray::platform
