// SPDX-License-Identifier: MIT
// The drawn icons as what the system takes.
#pragma once

#include <windows.h>

#include <memory>
#include <type_traits>

#include "tray/drawing.h"

namespace sandtray::tray {

struct IconDestroyer {
  void operator()(HICON icon) const { DestroyIcon(icon); }
};
using Icon = std::unique_ptr<std::remove_pointer_t<HICON>, IconDestroyer>;

struct BitmapDeleter {
  void operator()(HBITMAP bitmap) const { DeleteObject(bitmap); }
};
using Bitmap = std::unique_ptr<std::remove_pointer_t<HBITMAP>, BitmapDeleter>;

// nullptr when the system has no room for it.
Icon make_icon(app::IconState state, Background background, int size);
// For a menu item.
Bitmap make_menu_bitmap(app::IconState state, int size);

// The colour of the task bar, which the person chooses apart from that of windows.
Background taskbar_background();
// How many pixels an inch has where the task bar is.
unsigned taskbar_dpi();

}  // namespace sandtray::tray
