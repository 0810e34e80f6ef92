// SPDX-License-Identifier: MIT
// The tray: joins what happens to sessions (monitor) with what the person sees (icon, menu,
// notifications) and what the person asks for (launcher). Keeps no state of its own that matters:
// it may be killed at any time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/menu_model.h"
#include "app/notifier.h"
#include "config/settings.h"
#include "tray/autostart.h"
#include "tray/launcher.h"
#include "tray/menu.h"
#include "tray/monitor.h"
#include "tray/notifications.h"
#include "tray/status_item.h"
#include "tray/tray_socket.h"

namespace sandtray::tray {

class Tray {
 public:
  Tray(EventLoop& loop, sd_bus* bus, const platform::Paths& paths);
  Tray(const Tray&) = delete;
  Tray& operator=(const Tray&) = delete;

  Result<> start();

 private:
  void session_changed(const session::Snapshot& snapshot);
  void session_removed(const std::string& id);
  void apply(const app::Notifier::Outcome& outcome, const std::string& id);
  void release_held();
  void arm_release();
  void delivered(const app::Notification& notification);

  void refresh_later();
  void refresh();
  void watcher_found(bool present);
  void activated();
  void act(const app::Action& action, const std::string& token);
  void stop(const std::string& id);
  void toggle_start_at_login();
  void say(const std::string& key, const std::string& title, const std::string& body);

  const config::Settings& settings();
  std::vector<app::AgentEntry> agents() const;
  app::Moment moment() const;

  EventLoop& loop_;
  platform::Paths paths_;
  config::Settings settings_;
  app::Notifier notifier_;
  app::MenuIds menu_ids_;
  std::vector<app::AgentEntry> agents_;  // as of the last look at the menu
  Autostart autostart_;
  Launcher launcher_;
  Notifications notifications_;
  Menu menu_;
  StatusItem item_;
  Monitor monitor_;
  TraySocket socket_;
  std::string token_;  // for the next window
  Source refreshing_, releasing_, no_watcher_;
};

}  // namespace sandtray::tray
