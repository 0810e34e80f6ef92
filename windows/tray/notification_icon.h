// SPDX-License-Identifier: MIT
// The icon in the notification area, with its tool tip, its menu and one balloon at a time
// (Shell_NotifyIcon, version 4). It comes back when Explorer was started again, and follows the
// task bar's colour and scale.
#pragma once

#include <windows.h>

// After windows.h, which it needs.
#include <shellapi.h>

#include <functional>
#include <optional>
#include <string>

#include "app/menu_model.h"
#include "tray/hidden_window.h"
#include "tray/icons.h"

namespace sandtray::tray {

class NotificationIcon {
 public:
  struct Handlers {
    std::function<void()> about_to_show;  // the menu: set_menu() still counts
    std::function<void()> opened;
    std::function<void(const app::Action&)> clicked;
    std::function<void()> activated;  // a click on the icon
    std::function<void(bool clicked)> balloon_over;
    std::function<void()> new_taskbar;  // the icon is to be added again
    std::function<void()> added;        // also once more
    std::function<void()> woken;        // the machine has slept
    std::function<void()> end;          // the person logs off, or asks us to close
  };

  // Shell_NotifyIconW, or what a test has in its place.
  using Shell = std::function<bool(DWORD, NOTIFYICONDATAW&)>;

  explicit NotificationIcon(Handlers handlers, Shell shell = {});
  NotificationIcon(const NotificationIcon&) = delete;
  NotificationIcon& operator=(const NotificationIcon&) = delete;
  ~NotificationIcon();

  // False while there is nothing that shows icons.
  bool add();
  bool is_added() const { return added_; }
  void show(app::IconState state, const std::string& tooltip);
  void set_menu(app::MenuItem root) { root_ = std::move(root); }
  // Empty texts take the balloon away. False when it was not taken.
  bool balloon(const std::string& title, const std::string& body, app::IconState state);

 private:
  bool handle(UINT message, WPARAM word, LPARAM more);
  void handle_icon(UINT event, POINT where);
  void open_menu(POINT where);
  void redraw();
  bool tell(DWORD what, UINT flags);

  Handlers handlers_;
  const Shell shell_;
  const UINT taskbar_created_;
  bool added_ = false, may_be_there_ = false, menu_is_open_ = false;
  ULONGLONG last_click_ms_ = 0;
  app::IconState state_ = app::IconState::idle;
  std::wstring tooltip_;
  Icon icon_;
  std::optional<app::MenuItem> root_;
  HPOWERNOTIFY power_ = nullptr;
  HiddenWindow window_;  // uses all the others
};

}  // namespace sandtray::tray
