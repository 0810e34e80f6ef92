// SPDX-License-Identifier: MIT
// The shell of Windows: the notification area, the Run key and terminals.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/paths.h"
#include "tray/balloons.h"
#include "tray/notification_icon.h"
#include "tray/run_key.h"
#include "tray/shell.h"
#include "tray/toasts.h"
#include "tray/tray.h"

namespace sandtray::tray {

class Desktop final : public Shell {
 public:
  Desktop(EventLoop& loop, const platform::Paths& paths);
  Desktop(const Desktop&) = delete;
  Desktop& operator=(const Desktop&) = delete;

  // From here on the desktop calls; the tray must live as long.
  void start(Tray& tray);

  void show_icon(app::IconState state, const std::string& tooltip) override {
    icon_.show(state, tooltip);
  }
  void set_menu(app::MenuItem root) override { icon_.set_menu(std::move(root)); }
  void show_yourself() override;
  void notify(app::Notification notification) override;
  void withdraw(const std::string& key) override;
  Result<> open_terminal(const std::vector<std::string>& command, const std::string& token,
                         const std::string& setting) override;
  bool starts_at_login() const override { return run_key_.is_on(); }
  Result<> set_starts_at_login(bool on) override { return run_key_.set(on); }

 private:
  void add_icon();
  void start_toasts();

  EventLoop& loop_;
  platform::Paths paths_;
  Tray* tray_ = nullptr;
  RunKey run_key_;
  NotificationIcon icon_;
  Balloons balloons_;
  std::unique_ptr<Toasts> toasts_;  // none where Windows has none: all are balloons
  Source again_;
  int attempts_ = 0;
};

}  // namespace sandtray::tray
