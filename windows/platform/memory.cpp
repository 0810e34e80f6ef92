// SPDX-License-Identifier: MIT
#include "platform/memory.h"

#include <windows.h>

namespace sandtray::platform {

void release_unused_memory() {
  HeapCompact(GetProcessHeap(), 0);
}

}  // namespace sandtray::platform
