// SPDX-License-Identifier: MIT
// Words to whoever has started the program, without a window of its own; each system has a body.
#pragma once

#include <string>

namespace sandtray::ui {

void say(const std::string& text, bool is_error);

}  // namespace sandtray::ui
