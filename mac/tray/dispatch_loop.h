// SPDX-License-Identifier: MIT
// The tray's loop on Grand Central Dispatch: every callback runs on the main queue, which the
// application's run loop serves. To be used on the main thread only.
#pragma once

#include "tray/event_loop.h"

namespace sandtray::tray {

class DispatchLoop final : public EventLoop {
 public:
  explicit DispatchLoop(std::function<void()> exit) : exit_(std::move(exit)) {}

  Source on_readable(platform::Handle handle, std::function<void()> callback) override;
  Source after(std::chrono::milliseconds delay, std::function<void()> callback) override;
  Source soon(std::function<void()> callback) override;
  Source on_exit(platform::ProcessId pid, std::function<void(int code)> callback) override;
  // The signal ends the application as its menu does.
  Source on_signal(int signal, std::function<void()> callback);
  void exit() override { exit_(); }

 private:
  std::function<void()> exit_;
};

}  // namespace sandtray::tray
