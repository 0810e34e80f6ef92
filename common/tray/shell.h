// SPDX-License-Identifier: MIT
// What a desktop does for the tray. Each system has one; it calls back into Tray when the person
// does something.
#pragma once

#include <string>
#include <vector>

#include "app/menu_model.h"
#include "app/notification.h"
#include "base/result.h"

namespace sandtray::tray {

class Shell {
 public:
  virtual ~Shell() = default;

  virtual void show_icon(app::IconState state, const std::string& tooltip) = 0;
  virtual void set_menu(app::MenuItem root) = 0;
  // An impatient person has started the program once more.
  virtual void show_yourself() {}
  // One per key; what cannot be shown yet is kept. Tray::delivered() follows.
  virtual void notify(app::Notification notification) = 0;
  virtual void withdraw(const std::string& key) = 0;
  // What an earlier tray has told and this shell knows of: it is on the screen still, or the person
  // has put it away. Called once, before the first of the two above.
  virtual std::vector<app::Notification> told_before() { return {}; }
  // There is a session: from here on notifications are of use.
  virtual void has_sessions() {}
  // `token` (may be empty) lets the new window take the focus; `setting` is the person's choice.
  virtual Result<> open_terminal(const std::vector<std::string>& command, const std::string& token,
                                 const std::string& setting) = 0;
  virtual bool starts_at_login() const = 0;
  virtual Result<> set_starts_at_login(bool on) = 0;
};

}  // namespace sandtray::tray
