// SPDX-License-Identifier: MIT
#include "tray/desktop.h"

#include <utility>

#include "base/path.h"
#include "session/filenames.h"
#include "tray/terminal.h"

namespace sandtray::tray {
namespace {

// A panel that starts with the session may be later than we are.
constexpr auto watcher_patience = std::chrono::seconds(5);

}  // namespace

Desktop::Desktop(EventLoop& loop, sd_bus* bus, const platform::Paths& paths)
    : loop_(loop),
      paths_(paths),
      autostart_(parent_of(paths.config), paths.bin + "/sandtray-tray"),
      notifications_(
          bus, paths.runtime + "/" + session::filename::shown,
          {.invoked = [this](const auto& action, const auto& token) { tray_->act(action, token); },
           .delivered = [this](const auto& notification) { tray_->delivered(notification); }}),
      menu_(bus, StatusItem::menu_path,
            {.about_to_show = [this] { tray_->menu_about_to_show(); },
             .opened = [this] { tray_->menu_opened(); },
             .clicked = [this](const auto& action) { tray_->act(action, take_token()); }}),
      item_(bus, {.activated = [this] { tray_->activated(take_token()); },
                  .token = [this](std::string token) { token_ = std::move(token); },
                  .watcher_found = [this](bool present) { watcher_found(present); }}),
      fallback_(loop, paths.bin + "/sandtray-icon",
                {.about_to_show = [this] { tray_->menu_about_to_show(); },
                 .menu = [this]() -> const app::MenuItem& { return menu_.root(); },
                 .opened = [this] { tray_->menu_opened(); },
                 .clicked = [this](const auto& action) { tray_->act(action, take_token()); },
                 .impossible = [this] { tray_->no_icon(); }}) {}

Result<> Desktop::start(Tray& tray) {
  tray_ = &tray;
  SANDTRAY_TRY(menu_.start());
  SANDTRAY_TRY(item_.start());
  return notifications_.start();
}

void Desktop::show_yourself() {
  item_.register_item();
  if (!has_watcher_) fallback_.start();
}

Result<> Desktop::open_terminal(const std::vector<std::string>& command, const std::string& token,
                                const std::string& setting) {
  return tray::open_terminal(paths_, command, token, setting);
}

void Desktop::watcher_found(bool present) {
  no_watcher_.reset();
  has_watcher_ = present;
  if (present) return fallback_.stop();
  no_watcher_ = loop_.after(watcher_patience, [this] { fallback_.start(); });
}

}  // namespace sandtray::tray
