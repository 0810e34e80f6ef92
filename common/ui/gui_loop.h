// SPDX-License-Identifier: MIT
// What only watches, on the loop of the windows. To be used on the main thread, from the
// application's OnInit() to its OnExit().
#pragma once

#include "tray/event_loop.h"

namespace sandtray::ui {

class GuiLoop final : public tray::Waiter {
 public:
  tray::Source on_readable(platform::Handle handle, std::function<void()> callback) override;
  tray::Source after(std::chrono::milliseconds delay, std::function<void()> callback) override;
  tray::Source soon(std::function<void()> callback) override;
};

}  // namespace sandtray::ui
