// SPDX-License-Identifier: MIT
// A window that is never seen, for what the system and other threads have to say to the thread that
// made it, which must have a message loop and be the one that ends it.
#pragma once

#include <windows.h>

#include <functional>

namespace sandtray::tray {

class HiddenWindow {
 public:
  // True: that was all; false: Windows does what it does by default.
  using Receive = std::function<bool(UINT message, WPARAM word, LPARAM more)>;

  // `parent` is HWND_MESSAGE for one that hears what is meant for it alone, nothing for one that
  // also hears what is told to all windows.
  HiddenWindow(const wchar_t* class_name, HWND parent, Receive receive);
  HiddenWindow(const HiddenWindow&) = delete;
  HiddenWindow& operator=(const HiddenWindow&) = delete;
  ~HiddenWindow();

  HWND get() const { return window_; }

 private:
  static LRESULT CALLBACK handle(HWND window, UINT message, WPARAM word, LPARAM more);

  const Receive receive_;
  HWND window_ = nullptr;
};

}  // namespace sandtray::tray
