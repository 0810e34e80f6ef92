// SPDX-License-Identifier: MIT
#include "tray/hidden_window.h"

#include <utility>

namespace sandtray::tray {

HiddenWindow::HiddenWindow(const wchar_t* class_name, HWND parent, Receive receive)
    : receive_(std::move(receive)) {
  WNDCLASSW kind{};
  kind.lpfnWndProc = handle;
  kind.hInstance = GetModuleHandleW(nullptr);
  kind.lpszClassName = class_name;
  RegisterClassW(&kind);  // fails harmlessly the second time
  window_ = CreateWindowExW(WS_EX_TOOLWINDOW, class_name, L"Sandtray", WS_POPUP, 0, 0, 0, 0, parent,
                            nullptr, kind.hInstance, nullptr);
  SetWindowLongPtrW(window_, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(this));
}

HiddenWindow::~HiddenWindow() {
  SetWindowLongPtrW(window_, GWLP_USERDATA, 0);  // its own end is nobody's news
  DestroyWindow(window_);
}

LRESULT CALLBACK HiddenWindow::handle(HWND window, UINT message, WPARAM word, LPARAM more) {
  const auto* const self =
      reinterpret_cast<const HiddenWindow*>(GetWindowLongPtrW(window, GWLP_USERDATA));
  if (self != nullptr && self->receive_(message, word, more)) return 0;
  return DefWindowProcW(window, message, word, more);
}

}  // namespace sandtray::tray
