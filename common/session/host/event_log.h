// SPDX-License-Identifier: MIT
// events.jsonl: one line an event, and only whole lines but for a disk that fills up in the middle
// of one; then the rest follows as soon as it can. A little space is kept in reserve, so that the
// ending of a session can be written on a full disk.
#pragma once

#include <string>

#include "platform/append_file.h"
#include "session/state.h"

namespace sandtray::session {

class EventLog {
 public:
  static Result<EventLog> create(const std::string& folder);

  void append(const Event& event);
  // Tries to write what waits; true if nothing waits any more.
  bool flush();

 private:
  explicit EventLog(platform::AppendFile file) : file_(std::move(file)) {}

  platform::AppendFile file_;
  std::string waiting_;
};

}  // namespace sandtray::session
