// SPDX-License-Identifier: MIT
#include "tray/icons.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace sandtray::tray {
namespace {

Bitmap bitmap_of(const std::vector<std::uint32_t>& pixels, int size) {
  BITMAPINFO info{};
  info.bmiHeader.biSize = sizeof info.bmiHeader;
  info.bmiHeader.biWidth = size;
  info.bmiHeader.biHeight = -size;  // the upper row first
  info.bmiHeader.biPlanes = 1;
  info.bmiHeader.biBitCount = 32;
  info.bmiHeader.biCompression = BI_RGB;
  void* bits = nullptr;
  Bitmap bitmap(CreateDIBSection(nullptr, &info, DIB_RGB_COLORS, &bits, nullptr, 0));
  if (bitmap) std::memcpy(bits, pixels.data(), pixels.size() * sizeof pixels[0]);
  return bitmap;
}

// One bit a pixel, rows of whole words: set where nothing is drawn. For what knows no alpha.
Bitmap mask_of(const std::vector<std::uint32_t>& pixels, int size) {
  const auto side = static_cast<std::size_t>(size);
  const auto row_bytes = (side + 15) / 16 * 2;
  std::vector<unsigned char> bits(row_bytes * side);
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    if (pixels[i] >> 24 >= 128) continue;
    bits[i / side * row_bytes + i % side / 8] |=
        static_cast<unsigned char>(0x80U >> (i % side % 8));
  }
  return Bitmap(CreateBitmap(size, size, 1, 1, bits.data()));
}

// Menus want colours that are multiplied by alpha.
std::uint32_t multiplied(std::uint32_t pixel) {
  const auto alpha = pixel >> 24;
  const auto part = [&](unsigned shift) {
    return ((pixel >> shift & 255) * alpha + 127) / 255 << shift;
  };
  return alpha << 24 | part(16) | part(8) | part(0);
}

}  // namespace

Icon make_icon(app::IconState state, Background background, int size) {
  const auto pixels = draw_icon(state, background, size);
  const auto color = bitmap_of(pixels, size), mask = mask_of(pixels, size);
  ICONINFO info{TRUE, 0, 0, mask.get(), color.get()};
  return Icon(CreateIconIndirect(&info));
}

Bitmap make_menu_bitmap(app::IconState state, int size) {
  auto pixels = draw_icon(state, Background::light, size);
  std::transform(pixels.begin(), pixels.end(), pixels.begin(), multiplied);
  return bitmap_of(pixels, size);
}

// Windows 10 of 2019 and later; before that it is always dark.
Background taskbar_background() {
  DWORD light = 0, size = sizeof light;
  RegGetValueW(HKEY_CURRENT_USER,
               L"Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize",
               L"SystemUsesLightTheme", RRF_RT_REG_DWORD, nullptr, &light, &size);
  return light != 0 ? Background::light : Background::dark;
}

unsigned taskbar_dpi() {
  const HWND taskbar = FindWindowW(L"Shell_TrayWnd", nullptr);
  const auto dpi = taskbar != nullptr ? GetDpiForWindow(taskbar) : 0;
  return dpi != 0 ? dpi : GetDpiForSystem();
}

}  // namespace sandtray::tray
