// SPDX-License-Identifier: MIT
#include "ui/look.h"

#include <wx/control.h>
#include <wx/settings.h>

#include "ui/text.h"

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

void show_text(wxStaticText& text, const std::string& words, int width) {
  const auto label = wxControl::EscapeMnemonics(to_wx(words));
  if (text.GetName() == label) return;
  text.SetName(label);  // unwrapped, so that it can be compared
  text.SetLabel(label);
  text.Wrap(width);
}

}  // namespace sandtray::ui
