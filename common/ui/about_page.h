// SPDX-License-Identifier: MIT
// The page that says what this program is and where it keeps things.
#pragma once

#include <wx/panel.h>

#include "platform/paths.h"
#include "ui/icons.h"

namespace sandtray::ui {

class AboutPage final : public wxPanel {
 public:
  AboutPage(wxWindow* parent, const Icons& icons, const platform::Paths& paths);
};

}  // namespace sandtray::ui
