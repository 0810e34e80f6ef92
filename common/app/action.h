// SPDX-License-Identifier: MIT
// What a person can ask for by a menu item or a notification's button. Plain data: shells carry it
// out, tests compare it.
#pragma once

#include <string>

namespace sandtray::app {

enum class ActionKind {
  none,  // headings, submenus, separators
  attach,
  show_log,
  stop,
  stop_all,
  run,
  doctor,
  show_sessions,  // the window, as the next two
  new_session,
  settings,
  about,
  start_machine,   // the virtual machine
  stop_machine,    // not while a session lives in it
  start_at_login,  // toggles
  quit,            // the tray only: sessions go on
};

struct Action {
  ActionKind kind = ActionKind::none;
  std::string session{};  // attach, show_log, stop
  std::string agent{};    // run; empty: the workspace's
  std::string workspace{};
  std::string method{};  // run; empty: the workspace's, or the settings'

  bool operator==(const Action&) const = default;
};

}  // namespace sandtray::app
