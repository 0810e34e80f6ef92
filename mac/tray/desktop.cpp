// SPDX-License-Identifier: MIT
#include "tray/desktop.h"

#include "tray/command_file.h"

namespace sandtray::tray {

Desktop::Desktop(const platform::Paths& paths)
    : paths_(paths),
      login_item_(LaunchAgent(paths.home, paths.bin + "/sandtray-tray")),
      notifications_(
          {.invoked = [this](const auto& action) { tray_->act(action, ""); },
           .delivered = [this](const auto& notification) { tray_->delivered(notification); }}),
      item_({.about_to_show = [this] { tray_->menu_about_to_show(); },
             .opened = [this] { tray_->menu_opened(); },
             .clicked = [this](const auto& action) { tray_->act(action, ""); }}),
      wake_watch_([this] { tray_->woken(); }) {}

Result<> Desktop::open_terminal(const std::vector<std::string>& command, const std::string&,
                                const std::string& setting) {
  return open_command_file(paths_.state + "/terminal", command, setting);
}

}  // namespace sandtray::tray
