// SPDX-License-Identifier: MIT
// A part of the window's loop that each system has a body for: the end of a child.
#pragma once

#include <functional>

#include "tray/event_loop.h"

namespace sandtray::ui {

// Calls back once, on the main thread; the child is reaped then. The application must be there.
tray::Source on_child_exit(platform::ProcessId pid, std::function<void(int code)> callback);

}  // namespace sandtray::ui
