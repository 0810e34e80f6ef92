// SPDX-License-Identifier: MIT
#include "ui/gui_loop.h"

#include <wx/app.h>
#include <wx/timer.h>
#include <wx/window.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "ui/child_exit.h"
#include "ui/keep.h"
#include "ui/readable.h"

namespace sandtray::ui {
namespace {

class Timer final : public wxTimer {
 public:
  explicit Timer(std::function<void()> callback) : callback_(std::move(callback)) {}
  void stop() {
    Stop();
    callback_ = nullptr;
  }
  void Notify() override {
    const auto callback = callback_;  // it may end its own source
    if (callback) callback();
  }

 private:
  std::function<void()> callback_;
};

}  // namespace

tray::Source GuiLoop::on_readable(platform::Handle handle, std::function<void()> callback) {
  return ui::on_readable(handle, std::move(callback));
}

tray::Source GuiLoop::after(std::chrono::milliseconds delay, std::function<void()> callback) {
  auto timer = std::make_shared<Timer>(std::move(callback));
  // A timer of 0 ms does not start everywhere.
  const auto ms = std::clamp<std::int64_t>(delay.count(), 1, std::numeric_limits<int>::max());
  timer->StartOnce(static_cast<int>(ms));
  return keep_until_idle(std::move(timer));
}

tray::Source GuiLoop::soon(std::function<void()> callback) {
  return after(std::chrono::milliseconds(0), std::move(callback));
}

tray::Source GuiLoop::on_exit(platform::ProcessId pid, std::function<void(int code)> callback) {
  return on_child_exit(pid, std::move(callback));
}

void GuiLoop::exit() {
  if (auto* const window = wxTheApp->GetTopWindow()) window->Close(/*force=*/true);
}

}  // namespace sandtray::ui
