// SPDX-License-Identifier: MIT
// Words to whoever has started a program that has no console.
#pragma once

#include <string>

namespace sandtray::tray {

// To the pipe or the file that it was given; without one in a window, until that is closed.
void say(const std::string& text, bool is_error);

}  // namespace sandtray::tray
