// SPDX-License-Identifier: MIT
#include "tray/notification_icon.h"

#include <windowsx.h>

#include <algorithm>
#include <utility>

#include "platform/wide.h"
#include "tray/menu.h"

namespace sandtray::tray {
namespace {

constexpr UINT from_icon = WM_APP + 1;
constexpr UINT icon_number = 1;

// As much as there is room for, and no half of a character.
template <std::size_t size>
void copy_text(wchar_t (&to)[size], std::wstring_view text) {
  auto length = std::min(text.size(), size - 1);
  if (length < text.size() && length > 0 && IS_HIGH_SURROGATE(text[length - 1])) --length;
  std::copy_n(text.begin(), length, to);
  to[length] = L'\0';
}

NOTIFYICONDATAW data_for(HWND window) {
  NOTIFYICONDATAW data{};
  data.cbSize = sizeof data;
  data.hWnd = window;
  data.uID = icon_number;
  return data;
}

bool tell_shell(DWORD what, NOTIFYICONDATAW& data) {
  return Shell_NotifyIconW(what, &data);
}

int metric(int which) {
  return std::max(GetSystemMetricsForDpi(which, taskbar_dpi()), 16);
}

}  // namespace

// What is told to all windows (a new task bar, the end of sleep) is for the icon, too.
NotificationIcon::NotificationIcon(Handlers handlers, Shell shell)
    : handlers_(std::move(handlers)),
      shell_(shell ? std::move(shell) : tell_shell),
      taskbar_created_(RegisterWindowMessageW(L"TaskbarCreated")),
      window_(L"sandtray-tray", nullptr, [this](UINT message, WPARAM word, LPARAM more) {
        return handle(message, word, more);
      }) {
  // Machines with modern standby tell only those who have asked (electron pull request 25076).
  power_ = RegisterSuspendResumeNotification(window_.get(), DEVICE_NOTIFY_WINDOW_HANDLE);
}

NotificationIcon::~NotificationIcon() {
  if (power_ != nullptr) UnregisterSuspendResumeNotification(power_);
  if (added_ || may_be_there_) tell(NIM_DELETE, 0);
}

bool NotificationIcon::add() {
  if (added_) return true;
  if (!icon_) icon_ = make_icon(state_, taskbar_background(), metric(SM_CXSMICON));
  // A task bar that was too slow to say so may have taken it, and takes none twice.
  if (std::exchange(may_be_there_, true)) tell(NIM_DELETE, 0);
  if (!tell(NIM_ADD, NIF_ICON | NIF_MESSAGE | NIF_TIP | NIF_SHOWTIP)) return false;
  added_ = true;
  auto data = data_for(window_.get());
  data.uVersion = NOTIFYICON_VERSION_4;
  shell_(NIM_SETVERSION, data);
  handlers_.added();
  return true;
}

bool NotificationIcon::tell(DWORD what, UINT flags) {
  auto data = data_for(window_.get());
  data.uFlags = flags;
  data.uCallbackMessage = from_icon;
  data.hIcon = icon_.get();
  copy_text(data.szTip, tooltip_);
  return shell_(what, data);
}

void NotificationIcon::show(app::IconState state, const std::string& tooltip) {
  auto text = platform::to_wide(tooltip);
  if (icon_ && state == state_ && text == tooltip_) return;
  state_ = state;
  tooltip_ = std::move(text);
  redraw();
}

void NotificationIcon::redraw() {
  // The old one is in use until the new one is there.
  auto fresh = make_icon(state_, taskbar_background(), metric(SM_CXSMICON));
  std::swap(icon_, fresh);
  if (added_) tell(NIM_MODIFY, NIF_ICON | NIF_TIP | NIF_SHOWTIP);
}

bool NotificationIcon::balloon(const std::string& title, const std::string& body,
                               app::IconState state) {
  if (!added_) return false;
  // An empty text means that there is none.
  const auto text = platform::to_wide(body.empty() && !title.empty() ? " " : body);
  const auto large = make_icon(state, Background::light, metric(SM_CXICON));
  auto data = data_for(window_.get());
  data.uFlags = NIF_INFO;
  copy_text(data.szInfoTitle, platform::to_wide(title));
  copy_text(data.szInfo, text);
  data.dwInfoFlags = NIIF_USER | NIIF_LARGE_ICON | NIIF_RESPECT_QUIET_TIME;
  data.hBalloonIcon = large.get();
  return shell_(NIM_MODIFY, data);
}

void NotificationIcon::open_menu(POINT where) {
  if (menu_is_open_) return;
  menu_is_open_ = true;
  handlers_.about_to_show();
  int chosen = 0;
  app::Action action;
  if (root_) {
    handlers_.opened();
    // What changes meanwhile is for the next time; an id keeps its meaning.
    const auto shown = *root_;
    chosen = PopupMenu(shown, metric(SM_CXSMICON)).track(window_.get(), where);
    if (const auto* item = app::find_item(shown, chosen); chosen != 0 && item != nullptr) {
      action = item->action;
    }
  }
  menu_is_open_ = false;
  if (chosen != 0) handlers_.clicked(action);
}

void NotificationIcon::handle_icon(UINT event, POINT where) {
  switch (event) {
    case WM_CONTEXTMENU:
    case NIN_KEYSELECT:  // comes twice for one key, and a menu opens once
      open_menu(where);
      break;
    case NIN_SELECT: {  // comes for each half of a double click
      const auto now = GetTickCount64();
      const bool second = now - last_click_ms_ < GetDoubleClickTime() && last_click_ms_ != 0;
      last_click_ms_ = now;
      if (!second) handlers_.activated();
      break;
    }
    case NIN_BALLOONUSERCLICK:
      handlers_.balloon_over(true);
      break;
    case NIN_BALLOONTIMEOUT:
    case NIN_BALLOONHIDE:
      handlers_.balloon_over(false);
      break;
    default:
      break;
  }
}

bool NotificationIcon::handle(UINT message, WPARAM word, LPARAM more) {
  if (message == taskbar_created_) {
    // Also told when the task bar has another scale and the icon is still there.
    tell(NIM_DELETE, 0);
    added_ = false;
    handlers_.new_taskbar();
    return true;
  }
  switch (message) {
    case from_icon:
      handle_icon(LOWORD(more), {GET_X_LPARAM(word), GET_Y_LPARAM(word)});
      return true;
    case WM_SETTINGCHANGE:
    case WM_DISPLAYCHANGE:
    case WM_DPICHANGED:
      redraw();
      return false;
    case WM_POWERBROADCAST:
      // The first comes whenever it wakes up, the second once more when somebody is there.
      if (word == PBT_APMRESUMEAUTOMATIC || word == PBT_APMRESUMESUSPEND) handlers_.woken();
      return false;
    case WM_ENDSESSION:
      if (word != 0) handlers_.end();
      return true;
    case WM_CLOSE:
      handlers_.end();
      return true;
    default:
      return false;
  }
}

}  // namespace sandtray::tray
