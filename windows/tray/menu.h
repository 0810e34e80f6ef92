// SPDX-License-Identifier: MIT
// The menu model as a popup menu of the system.
#pragma once

#include <windows.h>

#include <memory>
#include <type_traits>
#include <vector>

#include "app/menu_model.h"
#include "tray/icons.h"

namespace sandtray::tray {

struct MenuDestroyer {
  void operator()(HMENU menu) const { DestroyMenu(menu); }
};

class PopupMenu {
 public:
  // `icon_size` in pixels.
  PopupMenu(const app::MenuItem& root, int icon_size);

  HMENU handle() const { return menu_.get(); }
  // Until the person has chosen or looked away: the item's id, or 0. The window owns the menu.
  int track(HWND window, POINT where) const;

 private:
  void fill(HMENU menu, const app::MenuItem& root, int icon_size);

  std::vector<Bitmap> bitmaps_;  // the menu uses them
  std::unique_ptr<std::remove_pointer_t<HMENU>, MenuDestroyer> menu_;
};

}  // namespace sandtray::tray
