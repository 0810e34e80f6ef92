// SPDX-License-Identifier: MIT
// What waits, on the loop of the windows. To be used on the main thread, from the application's
// OnInit() to its OnExit().
#pragma once

#include "tray/event_loop.h"

namespace sandtray::ui {

class GuiLoop final : public tray::EventLoop {
 public:
  tray::Source on_readable(platform::Handle handle, std::function<void()> callback) override;
  tray::Source after(std::chrono::milliseconds delay, std::function<void()> callback) override;
  tray::Source soon(std::function<void()> callback) override;
  tray::Source on_exit(platform::ProcessId pid, std::function<void(int code)> callback) override;
  // The windows go first.
  void exit() override;
};

}  // namespace sandtray::ui
