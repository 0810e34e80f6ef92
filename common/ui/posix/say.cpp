// SPDX-License-Identifier: MIT
#include "ui/say.h"

#include "tray/program.h"

namespace sandtray::ui {

void say(const std::string& text, bool is_error) {
  tray::say_to_streams(text, is_error);
}

}  // namespace sandtray::ui
