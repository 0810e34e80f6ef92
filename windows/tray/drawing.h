// SPDX-License-Identifier: MIT
// The icons as pixels, drawn from data at any size: the shapes of linux/desktop/icons/*.svg. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "app/describe.h"

namespace sandtray::tray {

enum class Background { light, dark };

// size * size pixels, the upper row first; 0xAARRGGBB, not multiplied by alpha.
std::vector<std::uint32_t> draw_icon(app::IconState state, Background background, int size);

}  // namespace sandtray::tray
