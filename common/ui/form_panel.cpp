// SPDX-License-Identifier: MIT
#include "ui/form_panel.h"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/collpane.h>
#include <wx/combobox.h>
#include <wx/control.h>
#include <wx/dirdlg.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include <algorithm>
#include <utility>

#include "app/window_strings.h"
#include "ui/accessible.h"
#include "ui/field_value.h"
#include "ui/look.h"
#include "ui/text.h"

namespace sandtray::ui {
namespace {

namespace strings = app::strings;
using app::FieldKind;

constexpr int text_width = 440;
constexpr int scroll_step = 10;

// Flags alone have no labels beside them, and need no room for any.
wxFlexGridSizer* make_grid(wxWindow* window, const std::vector<app::Field>& fields) {
  const bool labelled = std::any_of(fields.begin(), fields.end(), [](const app::Field& field) {
    return field.kind != FieldKind::flag;
  });
  auto* grid = new wxFlexGridSizer(2, window->FromDIP(wxSize(labelled ? 12 : 0, 12)));
  grid->AddGrowableCol(1);
  return grid;
}

wxArrayString texts_of(const std::vector<app::Option>& options, bool values) {
  wxArrayString texts;
  for (const auto& option : options) texts.push_back(to_wx(values ? option.value : option.text));
  return texts;
}

}  // namespace

FormPanel::FormPanel(wxWindow* parent, Fields fields, const app::Values& values, Changed changed)
    : wxScrolledWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                       wxVSCROLL | wxTAB_TRAVERSAL),
      body_(new wxPanel(this)),
      fields_(std::move(fields)),
      changed_(std::move(changed)) {
  SetScrollRate(0, FromDIP(scroll_step));
  auto* sizer = new wxBoxSizer(wxVERTICAL);
  const auto all = fields_(values);
  auto* grid = make_grid(body_, all);
  body_->SetSizer(grid);
  sizer->Add(body_, wxSizerFlags().Expand().DoubleBorder());
  wxCollapsiblePane* more = nullptr;
  wxFlexGridSizer* more_grid = nullptr;
  for (const auto& field : all) {
    if (!field.advanced) {
      add(body_, *grid, field);
      continue;
    }
    if (more == nullptr) {
      more = new wxCollapsiblePane(this, wxID_ANY, to_wx(strings::advanced), wxDefaultPosition,
                                   wxDefaultSize, wxCP_DEFAULT_STYLE | wxCP_NO_TLW_RESIZE);
      more_grid = make_grid(this, all);
      more->Bind(wxEVT_COLLAPSIBLEPANE_CHANGED, [this](wxCommandEvent&) { lay_out(); });
    }
    add(more->GetPane(), *more_grid, field);
  }
  if (more != nullptr) {
    more->GetPane()->SetSizer(more_grid);
    sizer->Add(more, wxSizerFlags().Expand().DoubleBorder(wxLEFT | wxRIGHT | wxBOTTOM));
  }
  SetSizer(sizer);
  set_values(values);
}

void FormPanel::add(wxWindow* parent, wxSizer& grid, const app::Field& field) {
  auto* place = new wxBoxSizer(wxVERTICAL);
  // A label stands right before its control: that is how a screen reader knows what it is of.
  if (field.kind == FieldKind::flag) {
    grid.AddSpacer(0);
  } else {
    grid.Add(new wxStaticText(parent, wxID_ANY, to_wx(field.label)),
             wxSizerFlags().Border(wxTOP, FromDIP(6)));
  }
  rows_.push_back({});
  auto& row = rows_.back();
  row.field = field;
  row.control = make_control(parent, field, *place);
  set_accessible_name(*row.control, wxControl::RemoveMnemonics(to_wx(field.label)).utf8_string());
  row.help = add_text(parent, *place);
  row.help->SetForegroundColour(quiet_colour());
  row.help->SetFont(row.help->GetFont().Smaller());
  row.alarm = add_text(parent, *place);
  row.alarm->SetForegroundColour(warning_colour());
  row.reason = add_text(parent, *place);
  row.reason->SetForegroundColour(warning_colour());
  grid.Add(place, wxSizerFlags().Expand());
}

wxWindow* FormPanel::make_control(wxWindow* parent, const app::Field& field, wxSizer& place) {
  const auto key = field.key;
  const auto told = [this, key](wxEvent& event) {
    event.Skip();
    changed(key);
  };
  const auto size = FromDIP(wxSize(text_width, -1));
  switch (field.kind) {
    case FieldKind::flag: {
      auto* box = new wxCheckBox(parent, wxID_ANY, to_wx(field.label));
      box->Bind(wxEVT_CHECKBOX, told);
      place.Add(box);
      return box;
    }
    case FieldKind::choice: {
      auto* choice = new wxChoice(parent, wxID_ANY, wxDefaultPosition, size,
                                  texts_of(field.options, /*values=*/false));
      choice->Bind(wxEVT_CHOICE, told);
      place.Add(choice);
      return choice;
    }
    case FieldKind::folder: {
      auto* line = new wxBoxSizer(wxHORIZONTAL);
      auto* folder = new wxComboBox(parent, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize,
                                    texts_of(field.options, /*values=*/true));
      folder->Bind(wxEVT_COMBOBOX, told);
      folder->Bind(wxEVT_KILL_FOCUS, told);
      auto* browse = new wxButton(parent, wxID_ANY, to_wx(strings::button_browse));
      browse->Bind(wxEVT_BUTTON, [this, folder](wxCommandEvent&) { pick_folder(folder); });
      line->Add(folder, wxSizerFlags(1).CenterVertical());
      line->Add(browse, wxSizerFlags().Border(wxLEFT).CenterVertical());
      line->SetMinSize(size);
      place.Add(line);
      return folder;
    }
    case FieldKind::line:
    case FieldKind::words:
    case FieldKind::lines:
      break;
  }
  const bool line = field.kind == FieldKind::line;
  auto* text = new wxTextCtrl(parent, wxID_ANY, {}, wxDefaultPosition,
                              FromDIP(wxSize(text_width, line ? -1 : 84)),
                              line ? wxTE_PROCESS_ENTER : wxTE_MULTILINE);
  text->Bind(wxEVT_KILL_FOCUS, told);
  if (line) {
    text->Bind(wxEVT_TEXT_ENTER, told);
  } else {
    // A person leaves it by Tab as any other field.
    text->Bind(wxEVT_CHAR_HOOK, [text](wxKeyEvent& event) {
      if (event.GetKeyCode() != WXK_TAB || event.ControlDown()) {
        event.Skip();
      } else {
        text->Navigate(event.ShiftDown() ? wxNavigationKeyEvent::IsBackward
                                         : wxNavigationKeyEvent::IsForward);
      }
    });
  }
  place.Add(text);
  return text;
}

wxStaticText* FormPanel::add_text(wxWindow* parent, wxSizer& place) {
  auto* text = new wxStaticText(parent, wxID_ANY, {});
  text->Hide();
  place.Add(text, wxSizerFlags().Expand().Border(wxTOP, FromDIP(2)));
  return text;
}

void FormPanel::set_text(wxStaticText* text, const std::string& words) {
  show_text(*text, words, FromDIP(text_width));
  text->Show(!words.empty());
}

void FormPanel::pick_folder(wxWindow* control) {
  auto* folder = static_cast<wxComboBox*>(control);
  wxDirDialog dialog(this, to_wx(strings::folder_title), folder->GetValue(),
                     wxDD_DEFAULT_STYLE | wxDD_DIR_MUST_EXIST);
  if (dialog.ShowModal() != wxID_OK) return;
  folder->SetValue(dialog.GetPath());
  for (const auto& row : rows_) {
    if (row.control == control) {
      changed(row.field.key);
      return;
    }
  }
}

std::string FormPanel::value_of(const Row& row) const {
  return read_field(row.field, *row.control);
}

void FormPanel::set_value(Row& row, const std::string& value) {
  row.committed = value;
  if (value_of(row) != value) write_field(row.field, *row.control, value);
}

app::Values FormPanel::values() const {
  app::Values values;
  for (const auto& row : rows_) values[row.field.key] = value_of(row);
  return values;
}

void FormPanel::set_values(const app::Values& values) {
  setting_ = true;
  for (auto& row : rows_) {
    const bool busy = row.control->HasFocus() && value_of(row) != row.committed;
    const auto at = values.find(row.field.key);
    if (!busy && at != values.end()) set_value(row, at->second);
  }
  setting_ = false;
  update();
}

void FormPanel::update() {
  setting_ = true;
  const auto fields = fields_(values());
  for (std::size_t i = 0; i < rows_.size() && i < fields.size(); ++i) {
    auto& row = rows_[i];
    if (row.field.options != fields[i].options && row.field.kind == FieldKind::choice) {
      const auto before = value_of(row);
      auto* choice = static_cast<wxChoice*>(row.control);
      choice->Set(texts_of(fields[i].options, /*values=*/false));
      row.field.options = fields[i].options;
      choice->SetSelection(0);
      set_value(row, before);
      if (choice->GetSelection() == wxNOT_FOUND) choice->SetSelection(0);
    }
    row.field = fields[i];
    if (row.field.kind == FieldKind::choice) {
      auto* choice = static_cast<wxChoice*>(row.control);
      if (choice->GetSelection() == wxNOT_FOUND && choice->GetCount() > 0) choice->SetSelection(0);
    }
    row.control->Enable(row.field.enabled);
    set_text(row.help, row.field.help);
    set_text(row.alarm, row.field.alarm);
  }
  setting_ = false;
  lay_out();
}

void FormPanel::changed(const std::string& key) {
  auto* row = find(key);
  if (setting_ || row == nullptr || IsBeingDeleted()) return;
  const auto value = value_of(*row);
  if (value == row->committed) return;
  row->committed = value;
  update();
  changed_(key);
}

void FormPanel::commit() {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const auto key = rows_[i].field.key;
    changed(key);
  }
}

FormPanel::Row* FormPanel::find(const std::string& key) {
  const auto at = std::find_if(rows_.begin(), rows_.end(),
                               [&](const auto& row) { return row.field.key == key; });
  return at == rows_.end() ? nullptr : &*at;
}

void FormPanel::show_reasons(const app::Reasons& reasons) {
  for (auto& row : rows_) set_text(row.reason, app::value_of(reasons, row.field.key));
  lay_out();
}

void FormPanel::show_reason(const std::string& key, const std::string& reason) {
  if (auto* row = find(key)) set_text(row->reason, reason);
  lay_out();
}

void FormPanel::take_back(const std::string& key, const std::string& value) {
  auto* row = find(key);
  if (row == nullptr) return;
  const auto kind = row->field.kind;
  if (kind == FieldKind::flag || kind == FieldKind::choice) set_value(*row, value);
}

void FormPanel::focus(const std::string& key) {
  if (auto* row = find(key)) row->control->SetFocus();
}

void FormPanel::lay_out() {
  body_->Layout();
  Layout();
  FitInside();
}

}  // namespace sandtray::ui
