// SPDX-License-Identifier: MIT
#include "platform/machine.h"

#include <windows.h>

namespace sandtray::platform {

// Microsoft's pages on MEMORYSTATUSEX and GetActiveProcessorCount: physical memory without what the
// firmware keeps, and the logical processors of all groups.
Machine look_at_machine() {
  Machine machine;
  MEMORYSTATUSEX status{};
  status.dwLength = sizeof status;
  if (GlobalMemoryStatusEx(&status) != 0) {
    machine.memory = status.ullTotalPhys;
    machine.available = status.ullAvailPhys;
  }
  machine.processors = GetActiveProcessorCount(ALL_PROCESSOR_GROUPS);
  return machine;
}

}  // namespace sandtray::platform
