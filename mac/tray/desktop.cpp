// SPDX-License-Identifier: MIT
#include "tray/desktop.h"

#include <utility>

#include "app/strings.h"
#include "base/log.h"

namespace sandtray::tray {

Desktop::Desktop(EventLoop& loop, const platform::Paths& paths)
    : loop_(loop),
      paths_(paths),
      login_item_(LaunchAgent(paths.home, paths.bin + "/sandtray-tray")),
      starts_at_login_(login_item_.is_on()),
      notifications_(
          {.invoked = [this](const auto& action) { tray_->act(action, ""); },
           .delivered = [this](const auto& notification) { tray_->delivered(notification); }}),
      item_({.about_to_show =
                 [this] {
                   starts_at_login_ = login_item_.is_on();
                   tray_->menu_about_to_show();
                 },
             .opened = [this] { tray_->menu_opened(); },
             .clicked = [this](const auto& action) { tray_->act(action, ""); }}),
      wake_watch_([this] { tray_->woken(); }) {}

Result<> Desktop::set_starts_at_login(bool on) {
  auto done = login_item_.set(on);
  starts_at_login_ = login_item_.is_on();
  return done;
}

Result<> Desktop::open_terminal(const std::vector<std::string>& command, const std::string&,
                                const std::string& setting) {
  auto opening = open_command_file(paths_.state + "/terminal", command, setting);
  if (!opening) return Failure(opening.error());
  const int number = ++last_open_;
  auto& open = opens_[number];
  open.opening = std::move(*opening);
  open.ending =
      loop_.on_exit(open.opening.pid, [this, number](int code) { open_has_ended(number, code); });
  return {};
}

// Under a key of its own: what Attach says when no terminal has shown up must not replace the
// reason.
void Desktop::open_has_ended(int number, int code) {
  const auto ended = opens_.extract(number);
  const auto done = opened(ended.mapped().opening, code);
  if (done) return;
  log::warn("no terminal: " + done.error().message);
  tray_->say("open", app::strings::no_terminal_title,
             done.error().message + "\n" + done.error().hint);
}

}  // namespace sandtray::tray
