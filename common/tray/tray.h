// SPDX-License-Identifier: MIT
// The tray: joins what happens to sessions (monitor) with what the person sees (the shell's icon,
// menu and notifications) and what the person asks for (launcher). Keeps no state of its own that
// matters: it may be killed at any time.
#pragma once

#include <string>
#include <vector>

#include "app/menu_model.h"
#include "app/notifier.h"
#include "config/settings.h"
#include "tray/launcher.h"
#include "tray/machine.h"
#include "tray/monitor.h"
#include "tray/shell.h"
#include "tray/tray_socket.h"

namespace sandtray::tray {

class Tray {
 public:
  // The shell is there and may be used; it calls back below only after start().
  Tray(EventLoop& loop, Shell& shell, const platform::Paths& paths);
  Tray(const Tray&) = delete;
  Tray& operator=(const Tray&) = delete;

  Result<> start();

  // What the shell says.
  void menu_about_to_show();
  void menu_opened();
  // A click on the icon where the desktop does not open the menu.
  void activated(const std::string& token);
  void act(const app::Action& action, const std::string& token);
  void delivered(const app::Notification& notification);
  void woken();    // the machine has slept, and timers with it
  void no_icon();  // nothing on this desktop shows it

  // A message of the program itself, one per key.
  void say(const std::string& key, const std::string& title, const std::string& body);

 private:
  void session_changed(const session::Snapshot& snapshot);
  bool tells_of(const std::string& agent) const;
  void session_removed(const std::string& id);
  Result<> start_monitor();
  void apply(const app::Notifier::Outcome& outcome, const std::string& id);
  void release_held();
  void arm_release();

  void refresh_later();
  void refresh();
  void stop(const std::string& id);
  void toggle_start_at_login();

  const config::Settings& settings();
  app::Moment moment() const;

  EventLoop& loop_;
  Shell& shell_;
  platform::Paths paths_;
  config::Settings settings_;
  app::Notifier notifier_;
  app::MenuIds menu_ids_;
  std::vector<app::AgentEntry> agents_;  // as of the last look at the menu
  std::vector<app::WorkspaceEntry> workspaces_;
  bool has_window_ = false;
  Launcher launcher_;
  Machine machine_;
  Monitor monitor_;
  TraySocket socket_;
  Source refreshing_, releasing_;
};

}  // namespace sandtray::tray
