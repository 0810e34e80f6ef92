// SPDX-License-Identifier: MIT
// An icon in a panel of X11 and the menu of a click on it, either button.
#pragma once

#include <wx/taskbar.h>

#include <functional>
#include <string>
#include <vector>

#include "app/menu_model.h"
#include "base/json.h"
#include "ui/icons.h"

namespace sandtray::icon {

class PanelIcon {
 public:
  // `icons`: the folder of the pictures; `say`: what the person does.
  PanelIcon(const std::string& icons, std::function<void(const Json&)> say);
  PanelIcon(const PanelIcon&) = delete;
  PanelIcon& operator=(const PanelIcon&) = delete;

  // Whether this is X11 with a panel that takes icons.
  static bool is_possible() { return wxTaskBarIcon::IsAvailable(); }

  // A line of the tray. What it does not know does nothing.
  void take(const Json& line);

 private:
  // Returns when it is closed; the loop goes on meanwhile.
  void open(const app::MenuItem& root);
  void fill(wxMenu& menu, const std::vector<app::MenuItem>& items) const;

  ui::Icons pictures_;
  std::function<void(const Json&)> say_;
  wxTaskBarIcon icon_;
  bool open_ = false;
};

}  // namespace sandtray::icon
