// SPDX-License-Identifier: MIT
#include "platform/memory.h"

#include <malloc/malloc.h>

namespace sandtray::platform {

void release_unused_memory() {
  malloc_zone_pressure_relief(nullptr, 0);  // all zones, as much as there is
}

}  // namespace sandtray::platform
