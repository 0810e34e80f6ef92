// SPDX-License-Identifier: MIT
#include "ui/field_value.h"

#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/combobox.h>
#include <wx/textctrl.h>

#include <algorithm>

#include "ui/text.h"

namespace sandtray::ui {

using app::FieldKind;

std::string read_field(const app::Field& field, const wxWindow& control) {
  switch (field.kind) {
    case FieldKind::flag:
      return app::flag_text(static_cast<const wxCheckBox&>(control).GetValue());
    case FieldKind::choice: {
      const int at = static_cast<const wxChoice&>(control).GetSelection();
      return at == wxNOT_FOUND ? "" : field.options[static_cast<std::size_t>(at)].value;
    }
    case FieldKind::folder:
      return static_cast<const wxComboBox&>(control).GetValue().utf8_string();
    case FieldKind::line:
    case FieldKind::words:
    case FieldKind::lines:
      break;
  }
  return static_cast<const wxTextCtrl&>(control).GetValue().utf8_string();
}

void write_field(const app::Field& field, wxWindow& control, const std::string& value) {
  switch (field.kind) {
    case FieldKind::flag:
      static_cast<wxCheckBox&>(control).SetValue(value == app::yes);
      return;
    case FieldKind::choice: {
      const auto& options = field.options;
      const auto at = std::find_if(options.begin(), options.end(),
                                   [&](const auto& option) { return option.value == value; });
      const int number = at == options.end() ? wxNOT_FOUND : static_cast<int>(at - options.begin());
      static_cast<wxChoice&>(control).SetSelection(number);
      return;
    }
    case FieldKind::folder:
      static_cast<wxComboBox&>(control).SetValue(to_wx(value));
      return;
    case FieldKind::line:
    case FieldKind::words:
    case FieldKind::lines:
      static_cast<wxTextCtrl&>(control).ChangeValue(to_wx(value));
      return;
  }
}

}  // namespace sandtray::ui
