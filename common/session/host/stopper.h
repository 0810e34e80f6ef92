// SPDX-License-Identifier: MIT
// A graceful stop: TERM to everything below the wrapper, a hang-up for what ignored it (interactive
// shells do), and after the grace KILL for all. The wrapper itself is spared at first: it ends by
// itself when the agent has, and passes its status on.
#pragma once

#include <chrono>
#include <functional>

#include "platform/loop.h"

namespace sandtray::session {

class Stopper {
 public:
  // Generations of processes, counted from our children: first `ours` (the keeper), which outlives
  // the stop to tell how the agent ended, then `wrapper`, then the agent's.
  // `hang_up` takes the agent's terminal away, beside the signal that says so.
  Stopper(platform::Loop& loop, int ours, int wrapper, std::function<void()> hang_up)
      : loop_(loop), ours_(ours), wrapper_(wrapper), take_terminal_(std::move(hang_up)) {}
  ~Stopper() { cancel(); }

  // A further request may shorten the grace, never lengthen it.
  void stop(std::chrono::milliseconds grace);
  bool stopping() const { return stopping_; }
  void cancel();

 private:
  void signal_agent(int signal);
  void kill_all();

  platform::Loop& loop_;
  int ours_, wrapper_;
  std::function<void()> take_terminal_;
  bool stopping_ = false;
  platform::Clock::time_point deadline_{};
  platform::TimerId kill_ = 0, hang_up_ = 0;
};

}  // namespace sandtray::session
