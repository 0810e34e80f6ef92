// SPDX-License-Identifier: MIT
#include "ui/row_list.h"

#include <wx/panel.h>

#include <algorithm>
#include <string>

#include "app/vm_wizard_strings.h"
#include "ui/accessible.h"
#include "ui/look.h"
#include "ui/text.h"

namespace sandtray::ui {
namespace {

namespace strings = app::strings;
using app::VmRowState;

constexpr int scroll_step = 10;
constexpr int least_text_width = 160;

struct Look {
  VmRowState state;
  const char* symbol;
  const char* word;
};
constexpr Look looks[] = {
    {VmRowState::waiting, "○", strings::vm_state_waiting},
    {VmRowState::running, "▶", strings::vm_state_running},
    {VmRowState::ok, "✓", strings::vm_state_ok},
    {VmRowState::skipped, "✓", strings::vm_state_skipped},
    {VmRowState::warning, "!", strings::vm_state_warning},
    {VmRowState::failed, "✗", strings::vm_state_failed},
};

const Look& look_of(VmRowState state) {
  for (const auto& look : looks) {
    if (look.state == state) return look;
  }
  return looks[0];
}

std::string words_of(const app::VmRow& row) {
  if (row.percent < 0) return row.text;
  return std::to_string(row.percent) + " %" + (row.text.empty() ? "" : "  " + row.text);
}

}  // namespace

RowList::RowList(wxWindow* parent)
    : wxScrolledWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                       wxVSCROLL | wxTAB_TRAVERSAL),
      body_(new wxPanel(this)),
      grid_(new wxFlexGridSizer(3, FromDIP(6), FromDIP(10))) {
  SetScrollRate(0, FromDIP(scroll_step));
  grid_->AddGrowableCol(2);
  body_->SetSizer(grid_);
  auto* sizer = new wxBoxSizer(wxVERTICAL);
  sizer->Add(body_, wxSizerFlags().Expand().DoubleBorder(wxLEFT | wxRIGHT));
  SetSizer(sizer);
  Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
    event.Skip();
    if (text_width() != width_) wrap();
  });
}

void RowList::add_line() {
  Line line;
  line.symbol = new wxStaticText(body_, wxID_ANY, {});
  line.title = new wxStaticText(body_, wxID_ANY, {});
  line.title->SetFont(line.title->GetFont().Bold());
  line.text = new wxStaticText(body_, wxID_ANY, {});
  grid_->Add(line.symbol);
  grid_->Add(line.title);
  grid_->Add(line.text, wxSizerFlags().Expand());
  lines_.push_back(line);
}

void RowList::draw(Line& line, const app::VmRow& row) {
  const auto& look = look_of(row.state);
  const bool bad = row.state == VmRowState::failed || row.state == VmRowState::warning;
  const auto colour = bad ? warning_colour() : wxColour();
  line.symbol->SetForegroundColour(colour);
  line.symbol->SetLabel(wxString::FromUTF8(look.symbol));
  set_accessible_name(*line.symbol, look.word);
  line.title->SetLabel(wxControl::EscapeMnemonics(to_wx(row.title)));
  line.text->SetForegroundColour(bad ? colour : quiet_colour());
  line.row = row;
}

void RowList::show(const std::vector<app::VmRow>& rows) {
  bool changed = lines_.size() != rows.size();
  if (lines_.size() > rows.size()) {
    grid_->Clear(/*delete_windows=*/true);
    lines_.clear();
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool fresh = i == lines_.size();
    if (fresh) add_line();
    if (!fresh && lines_[i].row == rows[i]) continue;
    draw(lines_[i], rows[i]);
    changed = true;
  }
  if (changed) wrap();
}

// What the other columns leave of the room.
int RowList::text_width() const {
  int symbol = 0, title = 0;
  for (const auto& line : lines_) {
    symbol = std::max(symbol, line.symbol->GetBestSize().x);
    title = std::max(title, line.title->GetBestSize().x);
  }
  const int gaps = 2 * grid_->GetHGap() + 4 * wxSizerFlags::GetDefaultBorder();
  return std::max(GetClientSize().x - symbol - title - gaps, FromDIP(least_text_width));
}

void RowList::wrap() {
  width_ = text_width();
  for (auto& line : lines_) {
    line.text->SetLabel(
        wxControl::EscapeMnemonics(wrapped(*line.text, words_of(line.row), width_)));
  }
  body_->Layout();
  Layout();
  FitInside();
}

}  // namespace sandtray::ui
