// SPDX-License-Identifier: MIT
// A part of the window's loop that each system has a body for: what asks a program to end.
#pragma once

namespace sandtray::ui {

// From here on it closes the windows instead. On the main thread, once the application is there.
void close_on_signals();

}  // namespace sandtray::ui
