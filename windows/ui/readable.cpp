// SPDX-License-Identifier: MIT
#include "ui/readable.h"

#include <utility>

#include "ui/child_exit.h"
#include "ui/loop.h"

namespace sandtray::ui {

tray::MessageLoop& message_loop() {
  static tray::MessageLoop loop;
  return loop;
}

tray::Source on_readable(platform::Handle handle, std::function<void()> callback) {
  return message_loop().on_readable(handle, std::move(callback));
}

tray::Source on_child_exit(platform::ProcessId pid, std::function<void(int code)> callback) {
  return message_loop().on_exit(pid, std::move(callback));
}

}  // namespace sandtray::ui
