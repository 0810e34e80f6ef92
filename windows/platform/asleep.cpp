// SPDX-License-Identifier: MIT
// QueryUnbiasedInterruptTime stands still while the system sleeps, GetTickCount64 does not.
#include "platform/asleep.h"

#include <windows.h>

namespace sandtray::platform {

std::int64_t seconds_asleep() {
  ULONGLONG awake = 0;  // in units of 100 ns
  if (QueryUnbiasedInterruptTime(&awake) == 0) return 0;
  const auto all_ms = static_cast<std::int64_t>(GetTickCount64());
  const auto asleep_ms = all_ms - static_cast<std::int64_t>(awake / 10'000);
  return asleep_ms < 0 ? 0 : asleep_ms / 1000;
}

}  // namespace sandtray::platform
