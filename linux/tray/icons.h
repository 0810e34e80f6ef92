// SPDX-License-Identifier: MIT
// The icons inside the program, so that a panel can show them also where they are not installed;
// drawn by linux/desktop/icons/render.sh.
#pragma once

#include <array>
#include <string_view>

#include "app/describe.h"

namespace sandtray::tray {

struct Pixmap {
  int size;               // width and height
  std::string_view argb;  // 32 bits a pixel, network byte order
};

std::array<Pixmap, 3> pixmaps_of(app::IconState state);
// A PNG of 16 pixels for a menu item.
std::string_view menu_icon(app::IconState state);

}  // namespace sandtray::tray
