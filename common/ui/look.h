// SPDX-License-Identifier: MIT
// Colours that can be read in the light and in the dark.
#pragma once

#include <wx/colour.h>
#include <wx/stattext.h>

#include <string>

namespace sandtray::ui {

// Red: what confines nothing, what is refused.
wxColour warning_colour();
// Of what helps and is not asked for.
wxColour quiet_colour();

// In lines of that width, in pixels, in the window's font.
wxString wrapped(wxWindow& window, const std::string& words, int width);
// In lines of that width, in pixels; not drawn anew where it says so already.
void show_text(wxStaticText& text, const std::string& words, int width);

}  // namespace sandtray::ui
