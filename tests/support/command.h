// SPDX-License-Identifier: MIT
// The installed command as a person or a script uses it: in a world of its own (home,
// configuration, state, runtime folder), with pipes or on a terminal.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "platform/loop.h"
#include "platform/process.h"
#include "platform/pty.h"

namespace sandtray::test {

struct Finished {
  int status = -1;
  std::string out;
  std::string err;
};

// The environment holds a private home below `root`, and PATH.
platform::Environment make_world(const std::string& root);

// argv[0] "sandtray" stands for the program of this build. Kills it after the patience (status -1).
Finished run_command(std::vector<std::string> argv, const platform::Environment& env,
                     const std::string& input = {}, const std::string& folder = {});

// A program on a terminal of 24 by 80.
class OnTerminal {
 public:
  OnTerminal(std::vector<std::string> argv, const platform::Environment& env,
             const std::string& folder = {});
  OnTerminal(const OnTerminal&) = delete;
  OnTerminal& operator=(const OnTerminal&) = delete;
  ~OnTerminal();  // kills what still runs

  void type(const std::string& keys);
  void resize(unsigned short rows, unsigned short columns);
  // Waits until the screen has shown the text since the last call that found something.
  bool shows(const std::string& text);
  std::optional<int> status();  // waits for the end
  const std::string& screen() const { return screen_; }
  platform::ProcessId pid() const { return pid_; }
  // Whether the terminal echoes and edits lines, as a shell needs it.
  bool is_cooked() const;

 private:
  bool read_some_more(platform::Clock::time_point deadline);

  platform::Pty pty_;
  platform::ProcessId pid_ = 0;
  std::string screen_;
  std::size_t seen_ = 0;
};

}  // namespace sandtray::test
