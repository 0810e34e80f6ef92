// SPDX-License-Identifier: MIT
#include "ui/list_page.h"

#include <wx/stattext.h>

#include <utility>

#include "ui/text.h"

namespace sandtray::ui {
namespace {

constexpr int list_height = 180;

}  // namespace

ListPage::ListPage(wxWindow* parent, const char* intro, const char* name,
                   const std::vector<ChoiceList::Column>& columns)
    : wxPanel(parent) {
  auto* sizer = new wxBoxSizer(wxVERTICAL);
  sizer->Add(new wxStaticText(this, wxID_ANY, to_wx(intro)),
             wxSizerFlags().Expand().DoubleBorder());
  auto* line = new wxBoxSizer(wxHORIZONTAL);
  list_ = new ChoiceList(this, name, columns, list_height);
  buttons_ = new wxBoxSizer(wxVERTICAL);
  line->Add(list_, wxSizerFlags(1).Expand());
  line->Add(buttons_, wxSizerFlags().Expand().DoubleBorder(wxLEFT));
  sizer->Add(line, wxSizerFlags(1).Expand().DoubleBorder(wxLEFT | wxRIGHT | wxBOTTOM));
  SetSizer(sizer);
}

wxButton* ListPage::add_button(const char* label, std::function<void()> pressed) {
  auto* button = new wxButton(this, wxID_ANY, to_wx(label));
  button->Bind(wxEVT_BUTTON, [pressed = std::move(pressed)](wxCommandEvent&) { pressed(); });
  buttons_->Add(button, wxSizerFlags().Expand().Border(wxBOTTOM));
  return button;
}

}  // namespace sandtray::ui
