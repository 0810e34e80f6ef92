// SPDX-License-Identifier: MIT
// A notification by osascript(1), for a tray that the notification centre refuses because it is not
// signed. It has no buttons and nobody hears of a click.
#pragma once

#include <string>
#include <vector>

#include "app/notification.h"

namespace sandtray::tray {

// Title and body travel as arguments: they are never a part of the script.
std::vector<std::string> script_words(const app::Notification& notification);

// Does not wait.
Result<> show_by_script(const app::Notification& notification);

}  // namespace sandtray::tray
