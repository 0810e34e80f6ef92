// SPDX-License-Identifier: MIT
// The shell of a Mac: the menu bar, the notification centre, the login item and `.command` files.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "platform/paths.h"
#include "tray/command_file.h"
#include "tray/event_loop.h"
#include "tray/login_item.h"
#include "tray/notifications.h"
#include "tray/shell.h"
#include "tray/status_item.h"
#include "tray/tray.h"
#include "tray/wake_watch.h"

namespace sandtray::tray {

class Desktop final : public Shell {
 public:
  Desktop(EventLoop& loop, const platform::Paths& paths);
  Desktop(const Desktop&) = delete;
  Desktop& operator=(const Desktop&) = delete;

  // From here on the desktop calls; the tray must live as long.
  void start(Tray& tray) { tray_ = &tray; }

  void show_icon(app::IconState state, const std::string& tooltip) override {
    item_.show(state, tooltip);
  }
  void set_menu(app::MenuItem root) override { item_.set_menu(std::move(root)); }
  void notify(app::Notification notification) override {
    notifications_.show(std::move(notification));
  }
  void withdraw(const std::string& key) override { notifications_.withdraw(key); }
  void has_sessions() override { notifications_.ask_permission(); }
  Result<> open_terminal(const std::vector<std::string>& command, const std::string& token,
                         const std::string& setting) override;
  bool starts_at_login() const override { return starts_at_login_; }
  Result<> set_starts_at_login(bool on) override;

 private:
  // What open(1) does for us until it has ended.
  struct Open {
    Opening opening;
    Source ending;
  };

  void open_has_ended(int number, int code);

  EventLoop& loop_;
  platform::Paths paths_;
  std::map<int, Open> opens_;
  int last_open_ = 0;
  Tray* tray_ = nullptr;
  LoginItem login_item_;
  bool starts_at_login_ = false;  // as of the last look at the menu: the system is slow to say
  Notifications notifications_;
  StatusItem item_;
  WakeWatch wake_watch_;
};

}  // namespace sandtray::tray
