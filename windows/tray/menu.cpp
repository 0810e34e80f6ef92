// SPDX-License-Identifier: MIT
#include "tray/menu.h"

#include <string>

#include "platform/wide.h"

namespace sandtray::tray {
namespace {

// An ampersand would underline the next letter, a tab would begin a second column.
std::wstring label_of(const std::string& text) {
  std::wstring label;
  for (const wchar_t c : platform::to_wide(text)) {
    if (c == L'&') label += L'&';
    label += c == L'\t' ? L' ' : c;
  }
  return label;
}

}  // namespace

PopupMenu::PopupMenu(const app::MenuItem& root, int icon_size) : menu_(CreatePopupMenu()) {
  fill(menu_.get(), root, icon_size);
}

void PopupMenu::fill(HMENU menu, const app::MenuItem& root, int icon_size) {
  UINT position = 0;
  for (const auto& item : root.children) {
    auto label = label_of(item.label);
    MENUITEMINFOW info{};
    info.cbSize = sizeof info;
    info.fMask = MIIM_FTYPE | MIIM_ID | MIIM_STATE;
    info.fType = item.separator ? MFT_SEPARATOR : MFT_STRING;
    info.wID = static_cast<UINT>(item.id);
    info.fState = static_cast<UINT>(item.enabled ? MFS_ENABLED : MFS_DISABLED);
    if (item.checked.value_or(false)) info.fState |= MFS_CHECKED;
    if (!item.separator) {
      info.fMask |= MIIM_STRING;
      info.dwTypeData = label.data();
    }
    if (item.icon) {
      bitmaps_.push_back(make_menu_bitmap(*item.icon, icon_size));
      info.fMask |= MIIM_BITMAP;
      info.hbmpItem = bitmaps_.back().get();
    }
    if (!item.children.empty()) {
      info.fMask |= MIIM_SUBMENU;
      info.hSubMenu = CreatePopupMenu();  // goes with its parent
      fill(info.hSubMenu, item, icon_size);
    }
    InsertMenuItemW(menu, position++, TRUE, &info);
  }
}

int PopupMenu::track(HWND window, POINT where) const {
  // Without the first, a click elsewhere would not close the menu; without the last, the next menu
  // would close at once (TrackPopupMenu, "Remarks").
  SetForegroundWindow(window);
  const UINT side = GetSystemMetrics(SM_MENUDROPALIGNMENT) != 0 ? TPM_RIGHTALIGN : TPM_LEFTALIGN;
  const int chosen = TrackPopupMenuEx(menu_.get(), side | TPM_RETURNCMD | TPM_RIGHTBUTTON, where.x,
                                      where.y, window, nullptr);
  PostMessageW(window, WM_NULL, 0, 0);
  return chosen;
}

}  // namespace sandtray::tray
