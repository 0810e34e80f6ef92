// SPDX-License-Identifier: MIT
// The loop of the windows is the thread's message queue, and so is the tray's: they go together.
#include "ui/readable.h"

#include <utility>

#include "tray/message_loop.h"

namespace sandtray::ui {

tray::Source on_readable(platform::Handle handle, std::function<void()> callback) {
  static tray::MessageLoop loop;
  return loop.on_readable(handle, std::move(callback));
}

}  // namespace sandtray::ui
