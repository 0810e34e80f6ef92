// SPDX-License-Identifier: MIT
// The one clock of all figures: the same in every process of the machine.
#pragma once

#include <time.h>

namespace bench {

inline long long now_ns() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

}  // namespace bench
