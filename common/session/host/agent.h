// SPDX-License-Identifier: MIT
// The main command of the plan on its terminal (or its pipes), below a keeper: no wrapper ends its
// tree for sure when the host is killed (bwrap's own child is bound to it only some time after its
// start). Its output is taken as fast as it comes; what it does not read yet is kept.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/keeper.h"
#include "platform/loop.h"
#include "platform/pty.h"
#include "session/host/job.h"

namespace sandtray::session {

class Agent {
 public:
  struct Callbacks {
    std::function<void(std::string_view)> output;
    std::function<void(bool)> takes_input;  // false: no more input until it has read some
    // It has ended; without a status: its keeper was killed and nobody knows how.
    std::function<void(std::optional<platform::Ended>)> ended;
  };

  Agent(platform::Loop& loop, Callbacks callbacks)
      : loop_(loop), callbacks_(std::move(callbacks)) {}
  ~Agent();

  Result<> start(const Job& job);

  // After the end: why the agent itself has never run; empty text if only its wrapper knows.
  // Nothing if it has run, or the plan's method does not say.
  std::optional<std::string> never_ran() const;

  platform::ProcessId pid() const { return kept_.pid; }

  void write(std::string_view bytes);
  // An answer to what the agent has asked its terminal. Lost if it does not read: a hostile one
  // would ask for ever.
  void answer(std::string_view bytes);
  void end_input();  // pipes only: the agent reads end of file once it has read the rest
  void hang_up();    // its terminal is gone
  void set_size(platform::TerminalSize size);
  platform::TerminalSize size() const { return size_; }
  // Takes all output that is left. Nothing may run any more; should something hold the terminal
  // open all the same, the patience ends it.
  void drain(std::chrono::milliseconds patience);

 private:
  // A terminal of Linux gives no more than 4 KiB at once.
  static constexpr std::size_t buffer_size = 8 << 10;

  Result<> open_report(int number, platform::SpawnOptions& options);
  Result<> open_channel(sandbox::Channel channel, platform::SpawnOptions& options);
  bool read_once();
  void read();
  void flush_input();
  void finish(std::optional<platform::Ended> ended);

  platform::Loop& loop_;
  Callbacks callbacks_;
  platform::Kept kept_;
  platform::TerminalSize size_;
  platform::OwnedHandle output_, input_;       // a terminal has no input_ of its own
  platform::OwnedHandle report_;               // of sandtray-guest
  std::vector<platform::OwnedHandle> theirs_;  // closed here once it runs
  platform::Handle input_handle_ = platform::no_handle;
  std::unique_ptr<char[]> buffer_ = std::make_unique_for_overwrite<char[]>(buffer_size);
  std::string pending_input_;
  bool input_ended_ = false, paused_ = false, open_ = false, over_ = false;
};

}  // namespace sandtray::session
