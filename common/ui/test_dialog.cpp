// SPDX-License-Identifier: MIT
#include "ui/test_dialog.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/weakref.h>

#include "app/method_form.h"
#include "app/window_strings.h"
#include "base/text.h"
#include "ui/text.h"

namespace sandtray::ui {
namespace {

namespace strings = app::strings;

}  // namespace

// A test whose window is closed goes on to its end: it cleans up behind itself.
TestDialog::TestDialog(wxWindow* parent, const Services& services, const std::string& method)
    : wxDialog(wxGetTopLevelParent(parent), wxID_ANY,
               to_wx(expand_template(strings::test_title, {{"name", method}})), wxDefaultPosition,
               wxDefaultSize, wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER) {
  auto* sizer = new wxBoxSizer(wxVERTICAL);
  sizer->Add(new wxStaticText(this, wxID_ANY, to_wx(strings::test_label)),
             wxSizerFlags().DoubleBorder(wxLEFT | wxRIGHT | wxTOP));
  auto* text = new wxTextCtrl(this, wxID_ANY, to_wx(strings::test_running), wxDefaultPosition,
                              FromDIP(wxSize(520, 220)), wxTE_MULTILINE | wxTE_READONLY);
  text->SetFont(wxFont(wxFontInfo().Family(wxFONTFAMILY_TELETYPE)));
  sizer->Add(text, wxSizerFlags(1).Expand().DoubleBorder());
  auto* close = new wxButton(this, wxID_CANCEL, to_wx(strings::button_close));
  sizer->Add(close, wxSizerFlags().Right().DoubleBorder(wxLEFT | wxRIGHT | wxBOTTOM));
  close->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { Destroy(); });
  Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent&) { Destroy(); });
  SetSizerAndFit(sizer);
  CentreOnParent();
  const wxWeakRef<wxTextCtrl> shown = text;
  const auto started = services.run({"methods", "test", method, "--json"},
                                    [shown](int code, const std::string& output) {
                                      if (shown)
                                        shown->ChangeValue(to_wx(app::test_report(code, output)));
                                    });
  if (!started) text->ChangeValue(to_wx(started.error().message));
}

}  // namespace sandtray::ui
