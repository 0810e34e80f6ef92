// SPDX-License-Identifier: MIT
// How many sessions may run at once (max_sessions), and who is next. All live sessions are in one
// line: those that run, and behind them those that wait, in the order in which they came. Whoever
// wants to start or to be let in looks at it under one lock; what has ended has left it, however it
// ended, for then its own lock is free. Nobody manages it.
#pragma once

#include "session/store.h"

namespace sandtray::session {

struct Line {
  std::vector<Snapshot> running;
  std::vector<Snapshot> waiting;  // the next one first

  std::size_t length() const { return running.size() + waiting.size(); }
  // For one that has to wait.
  std::int64_t next_ticket() const { return waiting.empty() ? 1 : waiting.back().ticket + 1; }
};

// Held by whoever starts a session or lets one in. Waits for it.
Result<platform::FileLock> lock_queue(const platform::Paths& paths);

Line line_of(const Store& store);

}  // namespace sandtray::session
