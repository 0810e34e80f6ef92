// SPDX-License-Identifier: MIT
// Our text is UTF-8; the library's own conversion of narrow text depends on the system's language.
#pragma once

#include <wx/string.h>

#include <string>

namespace sandtray::ui {

inline wxString to_wx(const std::string& text) {
  return wxString::FromUTF8(text.data(), text.size());
}

}  // namespace sandtray::ui
