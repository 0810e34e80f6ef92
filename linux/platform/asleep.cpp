// SPDX-License-Identifier: MIT
// clock_gettime(2): CLOCK_BOOTTIME counts the time in which the system is suspended.
#include "platform/asleep.h"

#include <ctime>

namespace sandtray::platform {

std::int64_t seconds_asleep() {
  timespec all{}, awake{};
  clock_gettime(CLOCK_MONOTONIC, &awake);
  clock_gettime(CLOCK_BOOTTIME, &all);
  return all.tv_sec - awake.tv_sec - (all.tv_nsec < awake.tv_nsec ? 1 : 0);
}

}  // namespace sandtray::platform
