// SPDX-License-Identifier: MIT
#include "ui/log_window.h"

#include <wx/accel.h>
#include <wx/button.h>
#include <wx/panel.h>
#include <wx/sizer.h>
#include <wx/weakref.h>

#include <utility>

#include "app/window_strings.h"
#include "base/text.h"
#include "ui/accessible.h"
#include "ui/text.h"

namespace sandtray::ui {
namespace {

namespace strings = app::strings;

constexpr long most_characters = 1 << 20;

// The bytes at the end that begin a character and do not end it.
std::size_t cut_at(const std::string& bytes) {
  for (std::size_t back = 1; back <= 3 && back <= bytes.size(); ++back) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
    if (byte < 0x80) break;
    if (byte < 0xC0) continue;
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    return length > back ? bytes.size() - back : bytes.size();
  }
  return bytes.size();
}

}  // namespace

LogWindow::LogWindow(wxWindow* parent, const Services& services, const std::string& session,
                     const std::string& name)
    : wxFrame(wxGetTopLevelParent(parent), wxID_ANY,
              to_wx(expand_template(strings::log_title, {{"name", name}})), wxDefaultPosition,
              wxDefaultSize, wxDEFAULT_FRAME_STYLE | wxFRAME_FLOAT_ON_PARENT),
      services_(services) {
  auto* panel = new wxPanel(this);
  auto* sizer = new wxBoxSizer(wxVERTICAL);
  auto* line = new wxBoxSizer(wxHORIZONTAL);
  line->Add(new wxStaticText(panel, wxID_ANY, to_wx(strings::log_find)),
            wxSizerFlags().CenterVertical().Border(wxRIGHT));
  find_ = new wxTextCtrl(panel, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxTE_PROCESS_ENTER);
  set_accessible_name(*find_, wxControl::RemoveMnemonics(to_wx(strings::log_find)).utf8_string());
  line->Add(find_, wxSizerFlags(1).CenterVertical());
  auto* previous = new wxButton(panel, wxID_ANY, to_wx(strings::button_previous));
  auto* next = new wxButton(panel, wxID_ANY, to_wx(strings::button_next));
  line->Add(previous, wxSizerFlags().Border(wxLEFT).CenterVertical());
  line->Add(next, wxSizerFlags().Border(wxLEFT).CenterVertical());
  hits_text_ = new wxStaticText(panel, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize(90, -1)));
  line->Add(hits_text_, wxSizerFlags().Border(wxLEFT).CenterVertical());
  sizer->Add(line, wxSizerFlags().Expand().DoubleBorder());
  text_ = new wxTextCtrl(panel, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize(760, 420)),
                         wxTE_MULTILINE | wxTE_READONLY | wxTE_NOHIDESEL | wxTE_RICH);
  text_->SetFont(wxFont(wxFontInfo().Family(wxFONTFAMILY_TELETYPE)));
  set_accessible_name(*text_, wxControl::RemoveMnemonics(to_wx(strings::log_text)).utf8_string());
  sizer->Add(text_, wxSizerFlags(1).Expand().DoubleBorder(wxLEFT | wxRIGHT | wxBOTTOM));
  panel->SetSizerAndFit(sizer);
  Fit();
  CentreOnParent();
  find_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { search(); });
  find_->Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent&) { go(1); });
  next->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { go(1); });
  previous->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { go(-1); });
  const wxWindowIDRef to_find = NewControlId();
  const wxAcceleratorEntry keys[] = {{wxACCEL_CTRL, 'F', to_find},
                                     {wxACCEL_CTRL, 'W', wxID_CLOSE},
                                     {wxACCEL_NORMAL, WXK_ESCAPE, wxID_CLOSE}};
  SetAcceleratorTable(wxAcceleratorTable(static_cast<int>(std::size(keys)), keys));
  Bind(
      wxEVT_MENU, [this](wxCommandEvent&) { find_->SetFocus(); }, to_find);
  Bind(
      wxEVT_MENU, [this](wxCommandEvent&) { Close(); }, wxID_CLOSE);
  find_->SetFocus();
  const wxWeakRef<LogWindow> self = this;
  const auto started = services_.run(
      {"logs", "-f", session},
      [self](int, const std::string&) {
        if (self) self->task_ = 0;
      },
      [self](const std::string& bytes) {
        if (self) self->add(bytes);
      });
  if (started) {
    task_ = *started;
  } else {
    text_->ChangeValue(to_wx(started.error().message));
  }
}

LogWindow::~LogWindow() {
  if (task_ != 0) services_.tasks.end(task_);
}

// The command has taken out what a terminal would obey. What is being read stays where it is.
void LogWindow::add(const std::string& bytes) {
  pending_ += bytes;
  const auto cut = cut_at(pending_);
  auto text = pending_.substr(0, cut);
  pending_.erase(0, cut);
  if (!is_valid_utf8(text)) text = display_lines(text);
  const bool at_end = text_->GetInsertionPoint() == text_->GetLastPosition();
  const auto point = text_->GetInsertionPoint();
  long begin = 0, end = 0;
  text_->GetSelection(&begin, &end);
  text_->AppendText(to_wx(text));
  if (text_->GetLastPosition() > most_characters) {
    text_->Remove(0, text_->GetLastPosition() - most_characters);
  } else if (!at_end) {
    text_->SetInsertionPoint(point);
    if (begin != end) text_->SetSelection(begin, end);
  }
}

void LogWindow::search() {
  hits_.clear();
  hit_ = 0;
  const auto wanted = find_->GetValue().Lower();
  const auto text = text_->GetValue().Lower();
  for (auto at = wanted.empty() ? wxString::npos : text.find(wanted); at != wxString::npos;
       at = text.find(wanted, at + wanted.size())) {
    hits_.push_back(static_cast<long>(at));
  }
  go(0);
}

void LogWindow::go(int step) {
  if (step != 0 && hits_.empty()) search();
  const auto wanted = find_->GetValue();
  if (hits_.empty()) {
    hits_text_->SetLabel(wanted.empty() ? wxString() : to_wx(strings::log_not_found));
    return;
  }
  hit_ = (hit_ + hits_.size() + static_cast<std::size_t>(step + 1) - 1) % hits_.size();
  const auto at = hits_[hit_];
  text_->SetSelection(at, at + static_cast<long>(wanted.size()));
  text_->ShowPosition(at);
  hits_text_->SetLabel(
      to_wx(expand_template(strings::log_hits, {{"number", std::to_string(hit_ + 1)},
                                                {"count", std::to_string(hits_.size())}})));
}

}  // namespace sandtray::ui
