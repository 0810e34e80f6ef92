// SPDX-License-Identifier: MIT
#include "ui/about_page.h"

#include <wx/control.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/utils.h>

#include "app/describe.h"
#include "app/strings.h"
#include "base/text.h"
#include "ui/text.h"

namespace sandtray::ui {
namespace {

namespace strings = app::strings;

constexpr int icon_size = 96;

std::string details(const platform::Paths& paths) {
  const auto place = [&](const std::string& folder) {
    return app::folder_words(folder, paths.home);
  };
  return expand_template(strings::about_text,
                         {{"config", place(paths.config)},
                          {"state", place(paths.state)},
                          {"share", place(paths.share)},
                          {"library", wxGetLibraryVersionInfo().GetVersionString().utf8_string()}});
}

}  // namespace

AboutPage::AboutPage(wxWindow* parent, const Icons& icons, const platform::Paths& paths)
    : wxPanel(parent) {
  const wxSizerFlags line = wxSizerFlags().Border(wxBOTTOM);
  auto* words = new wxBoxSizer(wxVERTICAL);
  const auto title = expand_template(strings::about_title, {{"version", SANDTRAY_VERSION}});
  // A label that is not shown yet is measured in the font of other labels.
  auto* heading = new wxStaticText(this, wxID_ANY, wxControl::EscapeMnemonics(to_wx(title)));
  const auto font = heading->GetFont().Bold().Scaled(1.6f);
  heading->SetFont(font);
  wxSize size;
  heading->GetTextExtent(to_wx(title), &size.x, &size.y, nullptr, nullptr, &font);
  heading->SetMinSize(size);
  words->Add(heading, line);
  words->Add(new wxStaticText(this, wxID_ANY, to_wx(strings::about_purpose)), line);
  // A text that a person without a mouse can walk through and copy from.
  words->Add(new wxStaticText(this, wxID_ANY, wxS("&") + to_wx(strings::about_details)), line);
  words->Add(new wxTextCtrl(this, wxID_ANY, to_wx(details(paths)), wxDefaultPosition, wxDefaultSize,
                            wxTE_MULTILINE | wxTE_READONLY),
             wxSizerFlags(1).Expand());
  auto* sizer = new wxBoxSizer(wxHORIZONTAL);
  sizer->Add(new wxStaticBitmap(this, wxID_ANY, icons.of_program(icon_size)),
             wxSizerFlags().DoubleBorder());
  sizer->Add(words, wxSizerFlags(1).Expand().DoubleBorder());
  SetSizer(sizer);
}

}  // namespace sandtray::ui
