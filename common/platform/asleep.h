// SPDX-License-Identifier: MIT
// How long this machine has slept since it was started: what lived on it meanwhile may have lost
// its connections and its sense of time.
#pragma once

#include <cstdint>

namespace sandtray::platform {

// In seconds. Grows during a sleep alone, but for a second of rounding.
std::int64_t seconds_asleep();

}  // namespace sandtray::platform
