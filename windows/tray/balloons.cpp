// SPDX-License-Identifier: MIT
#include "tray/balloons.h"

#include <algorithm>
#include <utility>

#include "base/log.h"

namespace sandtray::tray {
namespace {

// Where nobody tells that a balloon is over, the next one need not wait for ever.
constexpr auto longest = std::chrono::seconds(10);

app::IconState icon_for(app::NotificationKind kind) {
  switch (kind) {
    case app::NotificationKind::needs_you:
      return app::IconState::needs_you;
    case app::NotificationKind::failed:
      return app::IconState::failed;
    case app::NotificationKind::finished:
    case app::NotificationKind::about_us:
      break;
  }
  return app::IconState::idle;
}

}  // namespace

void Balloons::show(app::Notification notification) {
  std::erase_if(waiting_, [&](const auto& one) { return one.key == notification.key; });
  if (last_ && last_->key == notification.key) forget();
  waiting_.push_back(std::move(notification));
  try_next();
}

void Balloons::withdraw(const std::string& key) {
  std::erase_if(waiting_, [&](const auto& one) { return one.key == key; });
  if (!last_ || last_->key != key) return;
  forget();
  (void)icon_.balloon("", "", app::IconState::idle);
  try_next();
}

void Balloons::over(bool clicked) {
  is_shown_ = false;
  if (clicked) {
    const auto done = std::exchange(last_, std::nullopt);
    if (done && !done->buttons.empty()) handlers_.invoked(done->buttons.front().action);
  }
  try_next();
}

void Balloons::forget() {
  is_shown_ = false;
  last_.reset();
}

void Balloons::try_next() {
  if (is_shown_ || waiting_.empty() || !icon_.is_added()) return;
  const auto& next = waiting_.front();
  if (!icon_.balloon(next.title, next.body, icon_for(next.kind))) {
    log::warn("the notification area did not take a notification");
    return;  // it comes with the next one, or with the next task bar
  }
  is_shown_ = true;
  last_ = std::move(waiting_.front());
  waiting_.pop_front();
  patience_ = loop_.after(longest, [this] { over(/*clicked=*/false); });
  const auto told = *last_;
  handlers_.delivered(told);
}

}  // namespace sandtray::tray
