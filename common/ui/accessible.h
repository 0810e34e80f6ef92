// SPDX-License-Identifier: MIT
// A part of the windows that each system has a body for: what a screen reader calls a list that has
// no text of its own.
#pragma once

#include <wx/dataview.h>

#include <string>

namespace sandtray::ui {

void set_accessible_name(wxDataViewCtrl& list, const std::string& name);

}  // namespace sandtray::ui
