// SPDX-License-Identifier: MIT
#include "ui/look.h"

#include <wx/settings.h>

namespace sandtray::ui {
namespace {

bool is_dark() {
  return wxSystemSettings::GetAppearance().IsDark();
}

}  // namespace

wxColour warning_colour() {
  return is_dark() ? wxColour(255, 128, 120) : wxColour(176, 0, 32);
}

wxColour quiet_colour() {
  return is_dark() ? wxColour(176, 176, 176) : wxColour(96, 96, 96);
}

}  // namespace sandtray::ui
