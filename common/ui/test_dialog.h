// SPDX-License-Identifier: MIT
// `sandtray methods test NAME`, and what it says.
#pragma once

#include <wx/dialog.h>
#include <wx/textctrl.h>

#include <string>

#include "ui/services.h"

namespace sandtray::ui {

class TestDialog final : public wxDialog {
 public:
  TestDialog(wxWindow* parent, const Services& services, const std::string& method);
};

}  // namespace sandtray::ui
