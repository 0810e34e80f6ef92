// SPDX-License-Identifier: MIT
// Colours that can be read in the light and in the dark.
#pragma once

#include <wx/colour.h>

namespace sandtray::ui {

// Red: what confines nothing, what is refused.
wxColour warning_colour();
// Of what helps and is not asked for.
wxColour quiet_colour();

}  // namespace sandtray::ui
