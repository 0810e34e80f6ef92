// SPDX-License-Identifier: MIT
// A part of the window's loop that each system has a body for: waiting for a handle.
#pragma once

#include <functional>

#include "tray/event_loop.h"

namespace sandtray::ui {

// Calls back on the main thread, and again until nothing is left to read. wxWidgets must be
// initialized.
tray::Source on_readable(platform::Handle handle, std::function<void()> callback);

}  // namespace sandtray::ui
