// SPDX-License-Identifier: MIT
#include "ui/say.h"

#include "tray/say.h"

namespace sandtray::ui {

void say(const std::string& text, bool is_error) {
  tray::say(text, is_error);
}

}  // namespace sandtray::ui
