// SPDX-License-Identifier: MIT
#include "ui/form_dialog.h"

#include <wx/button.h>
#include <wx/sizer.h>

#include <algorithm>
#include <utility>

#include "app/window_strings.h"
#include "ui/look.h"
#include "ui/text.h"

namespace sandtray::ui {
namespace {

namespace strings = app::strings;

constexpr long style = wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER;
constexpr int text_width = 560;
constexpr int most_height = 520;

// Escape and the window's own button are Cancel.
wxButton* add_buttons(wxDialog* dialog, wxSizer& sizer, const std::string& button) {
  auto* line = new wxBoxSizer(wxHORIZONTAL);
  auto* accept = new wxButton(dialog, wxID_ANY, to_wx(button));
  auto* cancel = new wxButton(dialog, wxID_CANCEL, to_wx(strings::button_cancel));
  line->AddStretchSpacer();
  line->Add(cancel, wxSizerFlags().Border(wxRIGHT));
  line->Add(accept);
  sizer.Add(line, wxSizerFlags().Expand().DoubleBorder());
  cancel->Bind(wxEVT_BUTTON, [dialog](wxCommandEvent&) { dialog->Destroy(); });
  dialog->Bind(wxEVT_CLOSE_WINDOW, [dialog](wxCloseEvent&) { dialog->Destroy(); });
  accept->SetDefault();
  return accept;
}

}  // namespace

FormDialog::FormDialog(wxWindow* parent, const std::string& title, FormPanel::Fields fields,
                       const app::Values& values, const std::string& button, Check check,
                       Accept accept)
    : wxDialog(wxGetTopLevelParent(parent), wxID_ANY, to_wx(title), wxDefaultPosition,
               wxDefaultSize, style),
      check_(std::move(check)),
      accept_(std::move(accept)) {
  // What was refused is judged again as it changes.
  form_ = new FormPanel(this, std::move(fields), values, [this](const std::string& key) {
    if (follow_) form_->set_values(follow_(key, form_->values()));
    const auto reasons = check_(form_->values());
    form_->show_reason(key, app::value_of(reasons, key));
  });
  opened_ = form_->values();
  message_ = new wxStaticText(this, wxID_ANY, {});
  message_->Hide();
  auto* sizer = new wxBoxSizer(wxVERTICAL);
  sizer->Add(form_, wxSizerFlags(1).Expand());
  sizer->Add(message_, wxSizerFlags().Expand().DoubleBorder(wxLEFT | wxRIGHT));
  accept_button_ = add_buttons(this, *sizer, button);
  accept_button_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { try_it(); });
  SetSizer(sizer);
  const auto wanted = form_->GetSizer()->CalcMin();
  const auto room = FromDIP(wxSize(24, 100));
  form_->SetMinSize(FromDIP(wxSize(320, 120)));
  SetClientSize(wxSize(wanted.x + room.x, std::min(wanted.y, FromDIP(most_height)) + room.y));
  CentreOnParent();
}

void FormDialog::try_it() {
  form_->commit();
  const auto values = form_->values();
  const auto reasons = check_(values);
  form_->show_reasons(reasons);
  if (reasons.empty()) {
    accept_(*this, values);
  } else {
    form_->focus(reasons.begin()->first);
  }
}

void FormDialog::done(const Result<>& result) {
  if (result) {
    Destroy();
    return;
  }
  const auto& error = result.error();
  wait(error.message + (error.hint.empty() ? "" : "\n" + error.hint));
  message_->SetForegroundColour(warning_colour());
  accept_button_->Enable();
}

void FormDialog::wait(const std::string& words) {
  message_->SetForegroundColour(GetForegroundColour());
  message_->SetLabel(wxControl::EscapeMnemonics(to_wx(words)));
  message_->Wrap(FromDIP(text_width));
  message_->Show();
  accept_button_->Disable();
  Layout();
}

void ask(wxWindow* parent, const std::string& title, const std::string& text,
         const std::string& button, std::function<void()> then) {
  auto* dialog = new wxDialog(wxGetTopLevelParent(parent), wxID_ANY, to_wx(title),
                              wxDefaultPosition, wxDefaultSize, style);
  auto* sizer = new wxBoxSizer(wxVERTICAL);
  auto* words = new wxStaticText(dialog, wxID_ANY, wxControl::EscapeMnemonics(to_wx(text)));
  words->Wrap(dialog->FromDIP(text_width));
  sizer->Add(words, wxSizerFlags().Expand().DoubleBorder());
  add_buttons(dialog, *sizer, button)
      ->Bind(wxEVT_BUTTON, [dialog, then = std::move(then)](wxCommandEvent&) {
        then();
        dialog->Destroy();
      });
  dialog->SetSizerAndFit(sizer);
  dialog->CentreOnParent();
  dialog->Show();
}

}  // namespace sandtray::ui
