// SPDX-License-Identifier: MIT
// Commands that run beside the program that starts them, on its own loop. One that is not ended
// outlives this object: a session that is being started must not hang on a window.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "platform/handle.h"
#include "tray/event_loop.h"

namespace sandtray::tray {

class Tasks {
 public:
  struct Task {
    std::vector<std::string> argv;
    platform::Environment env;
    std::string folder;
    bool die_with_us = false;  // it serves what we show, and nobody else
    // Both streams as they come; without it the first of them are kept for `done`.
    std::function<void(const std::string& bytes)> heard{};
    std::function<void(int code, const std::string& output)> done;
  };

  explicit Tasks(EventLoop& loop) : loop_(loop) {}
  Tasks(const Tasks&) = delete;
  Tasks& operator=(const Tasks&) = delete;

  // A number for end().
  Result<int> start(Task task);
  // The command is asked to end (TERM); `done` is called when it has.
  void ask_to_end(int number);
  // Neither callback is called any more, and the command is killed.
  void end(int number);

 private:
  struct Running {
    Task task;
    platform::ProcessId pid = 0;
    platform::OwnedHandle output;
    std::string text;
    Source reading, ending;
  };

  bool read(int number);
  void finish(int number, int code);

  EventLoop& loop_;
  std::map<int, Running> running_;
  int last_number_ = 0;
};

}  // namespace sandtray::tray
