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
  if (shown_ && shown_->key == notification.key) shown_.reset();
  waiting_.push_back(std::move(notification));
  try_next();
}

void Balloons::withdraw(const std::string& key) {
  std::erase_if(waiting_, [&](const auto& one) { return one.key == key; });
  if (!shown_ || shown_->key != key) return;
  shown_.reset();
  (void)icon_.balloon("", "", app::IconState::idle);
  try_next();
}

void Balloons::over(bool clicked) {
  const auto gone = std::exchange(shown_, std::nullopt);
  if (clicked && gone && !gone->buttons.empty()) handlers_.invoked(gone->buttons.front().action);
  try_next();
}

void Balloons::try_next() {
  if (shown_ || waiting_.empty() || !icon_.is_added()) return;
  const auto& next = waiting_.front();
  if (!icon_.balloon(next.title, next.body, icon_for(next.kind))) {
    log::warn("the notification area did not take a notification");
    return;  // it comes with the next one, or with the next task bar
  }
  shown_ = std::move(waiting_.front());
  waiting_.pop_front();
  patience_ = loop_.after(longest, [this] { over(/*clicked=*/false); });
  const auto told = *shown_;
  handlers_.delivered(told);
}

}  // namespace sandtray::tray
