// SPDX-License-Identifier: MIT
// How often an agent may change what is told about it: a burst at once, then one change a second.
// Without it a hostile agent could fill the disk with events of its own making.
#pragma once

#include <algorithm>

#include "platform/loop.h"

namespace sandtray::session {

class Pace {
 public:
  using Clock = platform::Clock;

  // True if one more may be told now.
  bool take(Clock::time_point now) {
    const auto earned = std::chrono::duration_cast<std::chrono::seconds>(now - since_).count();
    if (earned > 0) {
      left_ = static_cast<int>(std::min<long long>(burst, left_ + earned));
      since_ += std::chrono::seconds(earned);
    }
    if (left_ == 0) return false;
    --left_;
    return true;
  }
  // When take() will next be true.
  Clock::time_point next() const { return since_ + std::chrono::seconds(1); }

 private:
  static constexpr int burst = 60;
  int left_ = burst;
  Clock::time_point since_ = Clock::now();
};

}  // namespace sandtray::session
