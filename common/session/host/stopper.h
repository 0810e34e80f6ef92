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
  Stopper(platform::Loop& loop, int ours, int wrapper)
      : loop_(loop), ours_(ours), wrapper_(wrapper) {}
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
  bool stopping_ = false;
  platform::Clock::time_point deadline_{};
  platform::TimerId kill_ = 0, hang_up_ = 0;
};

}  // namespace sandtray::session
