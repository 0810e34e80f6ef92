// SPDX-License-Identifier: MIT
// Our text is UTF-8; the library's own conversion of narrow text depends on the system's language.
#pragma once

#include <wx/string.h>

#include <string>

#include "base/text.h"

namespace sandtray::ui {

inline wxString to_wx(const std::string& text) {
  return wxString::FromUTF8(text.data(), text.size());
}

// A text about something that has a name.
inline std::string titled(const char* text, const std::string& name) {
  return expand_template(text, {{"name", display_text(name, 40)}});
}

}  // namespace sandtray::ui
