// SPDX-License-Identifier: MIT
#include "ui/look.h"

#include <wx/arrstr.h>
#include <wx/control.h>
#include <wx/dcclient.h>
#include <wx/settings.h>

#include "ui/text.h"

namespace sandtray::ui {
namespace {

bool is_dark() {
  return wxSystemSettings::GetAppearance().IsDark();
}

// How much of the text fits from there on: up to a space, or to a slash within a long word.
std::size_t line_length(const wxString& text, const wxArrayInt& ends, std::size_t begin,
                        int width) {
  const int before = begin == 0 ? 0 : ends[begin - 1];
  std::size_t end = begin + 1;
  while (end < text.length() && ends[end] - before <= width) ++end;
  if (end == text.length()) return end - begin;
  for (const auto* mark : {" ", "/"}) {
    const auto at = text.find_last_of(mark, end - 1);
    if (at != wxString::npos && at > begin) return at + 1 - begin;
  }
  return end - begin;
}

}  // namespace

wxColour warning_colour() {
  return is_dark() ? wxColour(255, 128, 120) : wxColour(176, 0, 32);
}

wxColour quiet_colour() {
  return is_dark() ? wxColour(176, 176, 176) : wxColour(96, 96, 96);
}

wxString wrapped(wxWindow& window, const std::string& words, int width) {
  wxString lines;
  for (const auto& paragraph : wxSplit(to_wx(words), '\n', '\0')) {
    wxArrayInt ends;  // of each character
    wxClientDC(&window).GetPartialTextExtents(paragraph, ends);
    std::size_t begin = 0;
    do {
      const auto end = begin + line_length(paragraph, ends, begin, width);
      if (!lines.empty()) lines += '\n';
      lines += paragraph.Mid(begin, end - begin).Trim();
      begin = end;
    } while (begin < paragraph.length());
  }
  return lines;
}

void show_text(wxStaticText& text, const std::string& words, int width) {
  const auto label = to_wx(words);
  if (text.GetName() == label) return;
  text.SetName(label);  // unwrapped, so that it can be compared
  text.SetLabel(wxControl::EscapeMnemonics(wrapped(text, words, width)));
}

}  // namespace sandtray::ui
