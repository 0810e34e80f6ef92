// SPDX-License-Identifier: MIT
#include "tray/drawing.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sandtray::tray {
namespace {

struct Color {
  double r, g, b, a = 1;
};

constexpr Color rgb(std::uint32_t hex) {
  return {(hex >> 16 & 255) / 255.0, (hex >> 8 & 255) / 255.0, (hex & 255) / 255.0};
}

// In a square of 22 by 22. A line from one point to the other with round ends, a disc where both
// are the same; a ring around the first when it has a radius; `narrow` is the second end's width.
struct Mark {
  double x1, y1, x2, y2, width, narrow, radius;
  std::uint32_t color;
};

struct Picture {
  std::uint32_t edge_on_light, edge_on_dark, top, bottom;
  std::array<Mark, 4> marks;  // those without width are not there
};

constexpr std::uint32_t white = 0xffffff;

constexpr Mark disc(double x, double y, double radius, std::uint32_t color) {
  return {x, y, x, y, 2 * radius, 2 * radius, 0, color};
}
constexpr Mark line(double x1, double y1, double x2, double y2, double width, double narrow) {
  return {x1, y1, x2, y2, width, narrow, 0, white};
}
constexpr Mark ring(double radius, double width, std::uint32_t color) {
  return {14.5, 14.5, 14.5, 14.5, width, width, radius, color};
}

// In the order of IconState.
constexpr std::array<Picture, 4> pictures = {{
    {0x8f6327,
     0xfff3d6,
     0xfbe6b8,
     0xefc77c,
     {ring(5.5, 1.2, 0xc79a52), ring(9, 1.2, 0xc79a52), ring(12.5, 1.2, 0xc79a52),
      disc(14.5, 14.5, 3, 0x4a4f5c)}},
    {0x075e5a,
     0x8ff0e4,
     0x22b8a6,
     0x0b8f86,
     {ring(6.3, 1.9, white), ring(10.5, 1.9, white), disc(14.5, 14.5, 3, white), Mark{}}},
    {0x9c3d00,
     0xffd9b0,
     0xff9f40,
     0xf2690d,
     {line(11, 6, 11, 11.8, 3.2, 2.2), disc(11, 16, 1.9, white), Mark{}, Mark{}}},
    {0x7d0f1d,
     0xffc0c0,
     0xf25c5c,
     0xcf2a35,
     {line(7, 7, 15, 15, 2.8, 2.8), line(15, 7, 7, 15, 2.8, 2.8), Mark{}, Mark{}}},
}};

bool in_rounded_square(double x, double y, double inset, double radius) {
  const double inner = 11 - inset - radius;  // half the side of what has no corners
  const double dx = std::max(std::abs(x - 11) - inner, 0.0);
  const double dy = std::max(std::abs(y - 11) - inner, 0.0);
  return std::hypot(dx, dy) <= radius;
}

bool covers(const Mark& mark, double x, double y) {
  if (mark.radius > 0) {
    return std::abs(std::hypot(x - mark.x1, y - mark.y1) - mark.radius) <= mark.width / 2;
  }
  const double dx = mark.x2 - mark.x1, dy = mark.y2 - mark.y1;
  const double length = dx * dx + dy * dy;
  const double along =
      length == 0 ? 0 : std::clamp(((x - mark.x1) * dx + (y - mark.y1) * dy) / length, 0.0, 1.0);
  const double width = mark.width + (mark.narrow - mark.width) * along;
  return std::hypot(x - mark.x1 - along * dx, y - mark.y1 - along * dy) <= width / 2;
}

Color color_at(const Picture& picture, Background background, double x, double y) {
  if (!in_rounded_square(x, y, 1, 5)) return {0, 0, 0, 0};
  if (!in_rounded_square(x, y, 2, 4)) {
    return rgb(background == Background::dark ? picture.edge_on_dark : picture.edge_on_light);
  }
  for (auto mark = picture.marks.rbegin(); mark != picture.marks.rend(); ++mark) {
    if (mark->width > 0 && covers(*mark, x, y)) return rgb(mark->color);
  }
  const auto top = rgb(picture.top), bottom = rgb(picture.bottom);
  const double down = (y - 2) / 18;
  return {top.r + (bottom.r - top.r) * down, top.g + (bottom.g - top.g) * down,
          top.b + (bottom.b - top.b) * down};
}

std::uint32_t byte_of(double part) {
  return static_cast<std::uint32_t>(std::lround(std::clamp(part, 0.0, 1.0) * 255));
}

}  // namespace

std::vector<std::uint32_t> draw_icon(app::IconState state, Background background, int size) {
  constexpr int samples = 4;  // in each direction of a pixel
  const auto& picture = pictures[static_cast<std::size_t>(state)];
  const double step = 22.0 / (size * samples);
  std::vector<std::uint32_t> pixels;
  for (int row = 0; row < size; ++row) {
    for (int column = 0; column < size; ++column) {
      Color sum{0, 0, 0, 0};
      for (int i = 0; i < samples * samples; ++i) {
        const double x = (column * samples + i % samples + 0.5) * step;
        const double y = (row * samples + i / samples + 0.5) * step;
        const auto one = color_at(picture, background, x, y);
        sum.r += one.r * one.a;
        sum.g += one.g * one.a;
        sum.b += one.b * one.a;
        sum.a += one.a;
      }
      const double whole = std::max(sum.a, 1.0);  // an empty pixel is black all the same
      pixels.push_back(byte_of(sum.a / (samples * samples)) << 24 | byte_of(sum.r / whole) << 16 |
                       byte_of(sum.g / whole) << 8 | byte_of(sum.b / whole));
    }
  }
  return pixels;
}

}  // namespace sandtray::tray
