// SPDX-License-Identifier: MIT
#include "tray/icons.h"

#include <cstddef>

#include "tray/embed.h"

SANDTRAY_EMBED(sandtray_pixmaps, "icons/pixmaps.argb");
SANDTRAY_EMBED(sandtray_menu_idle, "icons/hicolor/16x16/status/sandtray-idle.png");
SANDTRAY_EMBED(sandtray_menu_working, "icons/hicolor/16x16/status/sandtray-working.png");
SANDTRAY_EMBED(sandtray_menu_needs_you, "icons/hicolor/16x16/status/sandtray-needs-you.png");
SANDTRAY_EMBED(sandtray_menu_failed, "icons/hicolor/16x16/status/sandtray-failed.png");

namespace sandtray::tray {
namespace {

constexpr std::array<int, 3> sizes = {22, 24, 48};

constexpr std::size_t bytes_of(int size) {
  return static_cast<std::size_t>(size) * static_cast<std::size_t>(size) * 4;
}

}  // namespace

std::array<Pixmap, 3> pixmaps_of(app::IconState state) {
  auto all = SANDTRAY_EMBEDDED(sandtray_pixmaps);
  const auto per_state = all.size() / 4;
  all.remove_prefix(per_state * static_cast<std::size_t>(state));
  std::array<Pixmap, 3> pixmaps{};
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    pixmaps[i] = {sizes[i], all.substr(0, bytes_of(sizes[i]))};
    all.remove_prefix(bytes_of(sizes[i]));
  }
  return pixmaps;
}

std::string_view menu_icon(app::IconState state) {
  switch (state) {
    case app::IconState::working:
      return SANDTRAY_EMBEDDED(sandtray_menu_working);
    case app::IconState::needs_you:
      return SANDTRAY_EMBEDDED(sandtray_menu_needs_you);
    case app::IconState::failed:
      return SANDTRAY_EMBEDDED(sandtray_menu_failed);
    case app::IconState::idle:
      break;
  }
  return SANDTRAY_EMBEDDED(sandtray_menu_idle);
}

}  // namespace sandtray::tray
