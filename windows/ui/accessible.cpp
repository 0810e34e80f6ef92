// SPDX-License-Identifier: MIT
// wxWidgets draws the list itself here, and tells screen readers its window's name.
#include "ui/accessible.h"

#include "ui/text.h"

namespace sandtray::ui {

void set_accessible_name(wxWindow& control, const std::string& name) {
  control.SetName(to_wx(name));
}

}  // namespace sandtray::ui
