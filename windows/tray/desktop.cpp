// SPDX-License-Identifier: MIT
#include "tray/desktop.h"

#include "base/log.h"
#include "platform/file.h"
#include "tray/drawing.h"
#include "tray/png.h"
#include "tray/terminal.h"

namespace sandtray::tray {
namespace {

// At login Explorer may be later than we are, or too busy to answer.
constexpr auto first_pause = std::chrono::seconds(1);  // doubles each time
constexpr int most_attempts = 6;

constexpr int picture_size = 96;  // of the toasts, for the largest scale

}  // namespace

Desktop::Desktop(EventLoop& loop, const platform::Paths& paths)
    : loop_(loop),
      paths_(paths),
      run_key_(paths.bin + "/sandtray-tray.exe"),
      icon_({.about_to_show = [this] { tray_->menu_about_to_show(); },
             .opened = [this] { tray_->menu_opened(); },
             .clicked = [this](const auto& action) { tray_->act(action, ""); },
             .activated = [this] { tray_->activated(""); },
             .balloon_over = [this](bool clicked) { balloons_.over(clicked); },
             .new_taskbar = [this] { show_yourself(); },
             .added =
                 [this] {
                   log::info("the icon is there");
                   balloons_.try_next();
                 },
             .woken =
                 [this] {
                   log::info("the machine has woken up");
                   if (tray_ != nullptr) tray_->woken();
                 },
             .end = [this] { loop_.exit(); }}),
      balloons_(loop, icon_,
                {.invoked = [this](const auto& action) { tray_->act(action, ""); },
                 .delivered = [this](const auto& told) { tray_->delivered(told); }}) {}

void Desktop::start(Tray& tray) {
  tray_ = &tray;
  start_toasts();
  add_icon();
}

// Toasts or balloons: for as long as the tray runs, a toast that fails excepted.
void Desktop::start_toasts() {
  const auto picture = paths_.state + "/notifications.png";
  const auto pixels = draw_icon(app::IconState::idle, Background::light, picture_size);
  if (const auto done = platform::write_file(picture, png_of(pixels, picture_size)); !done) {
    log::warn(done.error().message);  // the toasts have another picture
  }
  auto toasts =
      Toasts::start(picture, {.invoked = [this](const auto& action) { tray_->act(action, ""); },
                              .delivered = [this](const auto& told) { tray_->delivered(told); },
                              .refused = [this](const auto& told) { balloons_.show(told); }});
  if (!toasts) return log::info("notifications are balloons: " + toasts.error().message);
  toasts_ = std::move(*toasts);
  log::info("notifications are toasts");
}

void Desktop::notify(app::Notification notification) {
  if (!toasts_) return balloons_.show(std::move(notification));
  balloons_.withdraw(notification.key);
  toasts_->show(notification);
}

void Desktop::withdraw(const std::string& key) {
  balloons_.withdraw(key);
  if (toasts_) toasts_->withdraw(key);
}

// Whatever comes of it, a later task bar asks for the icon again.
void Desktop::add_icon() {
  if (icon_.add()) return again_.reset();
  if (++attempts_ >= most_attempts) {
    again_.reset();
    return tray_->no_icon();
  }
  again_ = loop_.after(first_pause * (1 << (attempts_ - 1)), [this] { add_icon(); });
}

void Desktop::show_yourself() {
  attempts_ = 0;
  if (!icon_.is_added()) add_icon();
}

Result<> Desktop::open_terminal(const std::vector<std::string>& command, const std::string&,
                                const std::string& setting) {
  return tray::open_terminal(command, setting, paths_.home);
}

}  // namespace sandtray::tray
