// SPDX-License-Identifier: MIT
// A part of the window's loop that each system has a body for: what asks a program to end.
#pragma once

#include <string>

namespace sandtray::ui {

// From here on it ends the program at once, and takes the file at that path along. Once, on the
// main thread; the file may be missing.
void remove_on_signals(const std::string& path);

// From here on it closes the windows instead. On the main thread, once the application is there.
void close_on_signals();

}  // namespace sandtray::ui
