// SPDX-License-Identifier: MIT
// clock_gettime_nsec_np(3): CLOCK_UPTIME_RAW stands still while the system sleeps.
#include "platform/asleep.h"

#include <ctime>

namespace sandtray::platform {

std::int64_t seconds_asleep() {
  const auto awake = clock_gettime_nsec_np(CLOCK_UPTIME_RAW);
  const auto all = clock_gettime_nsec_np(CLOCK_MONOTONIC_RAW);
  return all < awake ? 0 : static_cast<std::int64_t>((all - awake) / 1'000'000'000);
}

}  // namespace sandtray::platform
