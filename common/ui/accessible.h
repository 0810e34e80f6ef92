// SPDX-License-Identifier: MIT
// A part of the windows that each system has a body for: what a screen reader calls a control whose
// own text does not say it.
#pragma once

#include <wx/window.h>

#include <string>

namespace sandtray::ui {

void set_accessible_name(wxWindow& control, const std::string& name);

}  // namespace sandtray::ui
