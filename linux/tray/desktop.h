// SPDX-License-Identifier: MIT
// The shell of a Linux desktop: everything over one connection to the session bus.
#pragma once

#include <string>
#include <vector>

#include "platform/paths.h"
#include "tray/autostart.h"
#include "tray/fallback_icon.h"
#include "tray/menu.h"
#include "tray/notifications.h"
#include "tray/sd_event_loop.h"
#include "tray/shell.h"
#include "tray/status_item.h"
#include "tray/tray.h"

namespace sandtray::tray {

class Desktop final : public Shell {
 public:
  Desktop(EventLoop& loop, sd_bus* bus, const platform::Paths& paths);
  Desktop(const Desktop&) = delete;
  Desktop& operator=(const Desktop&) = delete;

  // From here on the bus calls; the tray must live as long.
  Result<> start(Tray& tray);

  void show_icon(app::IconState state, const std::string& tooltip) override {
    item_.show(state, tooltip);
    fallback_.show(state, tooltip);
  }
  void set_menu(app::MenuItem root) override { menu_.set(std::move(root)); }
  void show_yourself() override;
  void notify(app::Notification notification) override {
    notifications_.show(std::move(notification));
  }
  void withdraw(const std::string& key) override { notifications_.withdraw(key); }
  std::vector<app::Notification> told_before() override { return notifications_.told_before(); }
  Result<> open_terminal(const std::vector<std::string>& command, const std::string& token,
                         const std::string& setting) override;
  bool starts_at_login() const override { return autostart_.is_on(); }
  Result<> set_starts_at_login(bool on) override { return autostart_.set(on); }

 private:
  void watcher_found(bool present);
  std::string take_token() { return std::exchange(token_, {}); }

  EventLoop& loop_;
  platform::Paths paths_;
  Tray* tray_ = nullptr;
  Autostart autostart_;
  Notifications notifications_;
  Menu menu_;
  StatusItem item_;
  FallbackIcon fallback_;
  std::string token_;        // for the next window
  bool has_watcher_ = true;  // until the bus has said so
  Source no_watcher_;
};

}  // namespace sandtray::tray
