// SPDX-License-Identifier: MIT
// Changes on their way out. An agent that changes its state without end is slowed down to a bounded
// rate; the last state always comes out.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "session/detector/detector.h"

namespace sandtray::session {

class ChangeQueue {
 public:
  using Clock = Detector::Clock;
  static constexpr int burst = 20;
  static constexpr std::chrono::milliseconds refill{500};  // one more change

  void add(Change change, Clock::time_point now);
  std::optional<Clock::time_point> deadline() const;
  void tick(Clock::time_point now);
  std::vector<Change> take();

 private:
  void refill_tokens(Clock::time_point now);

  std::vector<Change> ready_;
  std::optional<Change> waiting_;  // the newest that had no token
  State last_ = State::starting;   // of those that went to ready_
  int tokens_ = burst;
  Clock::time_point refilled_{};
};

}  // namespace sandtray::session
