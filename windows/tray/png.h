// SPDX-License-Identifier: MIT
// Pixels as a PNG file, not compressed: for a picture that Windows wants as a file. Pure.
// Source: www.w3.org/TR/png, RFC 1950 and 1951.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sandtray::tray {

// size * size pixels as draw_icon() makes them.
std::string png_of(const std::vector<std::uint32_t>& pixels, int size);

}  // namespace sandtray::tray
