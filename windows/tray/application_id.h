// SPDX-License-Identifier: MIT
// By which name Windows knows whose notifications these are (an AppUserModelID), and what it shows
// of it: an entry of the person's own registry, which stays until unregister_application().
// Source: learn.microsoft.com/windows/apps/design/shell/tiles-and-notifications/
// send-local-toast-other-apps; without the activator described there, nothing is started by a click
// on a toast when no tray runs.
#pragma once

#include <string>

#include "base/result.h"

namespace sandtray::tray {

inline constexpr auto application_id = L"Sandtray.Tray";

// This process is the application from now on. `icon` is the path of a picture.
Result<> register_application(const std::string& icon);
// No error where there is nothing.
Result<> unregister_application();

}  // namespace sandtray::tray
