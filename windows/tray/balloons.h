// SPDX-License-Identifier: MIT
// Notifications as balloons of the icon: one after the other, for there is room for one. A click
// does what the first button would, for the last one also when it is over: the notification centre
// of Windows 10 keeps it.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "app/notification.h"
#include "tray/event_loop.h"
#include "tray/notification_icon.h"

namespace sandtray::tray {

class Balloons {
 public:
  struct Handlers {
    std::function<void(const app::Action&)> invoked;
    std::function<void(const app::Notification&)> delivered;
  };
  Balloons(EventLoop& loop, NotificationIcon& icon, Handlers handlers)
      : loop_(loop), icon_(icon), handlers_(std::move(handlers)) {}

  // The latest of a key replaces the one before it.
  void show(app::Notification notification);
  void withdraw(const std::string& key);
  // The icon has told that the one which is shown is over, or that it can show one now.
  void over(bool clicked);
  void try_next();

 private:
  void forget();

  EventLoop& loop_;
  NotificationIcon& icon_;
  Handlers handlers_;
  std::deque<app::Notification> waiting_;
  std::optional<app::Notification> last_;  // until it was clicked, withdrawn or replaced
  bool is_shown_ = false;                  // the next one waits
  Source patience_;
};

}  // namespace sandtray::tray
