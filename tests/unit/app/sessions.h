// SPDX-License-Identifier: MIT
// Snapshots for tests: a live session of claude, and what may have happened to it.
#pragma once

#include <string>

#include "session/store.h"

namespace sandtray::app {

constexpr std::int64_t test_start_ms = 1'800'000'000'000;

inline session::Snapshot live_session(session::State state, std::int64_t since_s = 0,
                                      const std::string& id = "abcd2345") {
  session::Snapshot snapshot;
  snapshot.spec.id = id;
  snapshot.spec.name = "claude-" + id.substr(0, 2);
  snapshot.spec.agent = "claude";
  snapshot.spec.method = "bwrap";
  snapshot.spec.workspace = "/home/ann/project";
  snapshot.alive = true;
  snapshot.created_ms = snapshot.started_ms = test_start_ms;
  snapshot.last.type = "state";
  snapshot.last.state = state;
  snapshot.last.source = session::Source::osc;
  snapshot.last.since_ms = snapshot.last.time_ms = test_start_ms + since_s * 1000;
  return snapshot;
}

inline session::Snapshot blocked_session(const std::string& kind, const std::string& message,
                                         std::int64_t since_s = 0) {
  auto snapshot = live_session(session::State::blocked, since_s);
  snapshot.last.kind = kind;
  snapshot.last.message = message;
  return snapshot;
}

inline session::Snapshot ended_session(int exit_code, std::int64_t after_s,
                                       const std::string& id = "abcd2345") {
  auto snapshot = live_session(session::State::exited, after_s, id);
  snapshot.alive = false;
  snapshot.last.type = "ended";
  snapshot.last.source = session::Source::exit;
  snapshot.last.exit_code = exit_code;
  return snapshot;
}

inline session::Snapshot lost_session(std::int64_t after_s) {
  auto snapshot = ended_session(0, after_s);
  snapshot.last.exit_code.reset();
  snapshot.last.state = session::State::failed;
  snapshot.last.kind = "host";
  snapshot.last.message = "host lost: the session's host was found gone";
  snapshot.lost = true;
  return snapshot;
}

}  // namespace sandtray::app
