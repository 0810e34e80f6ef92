// SPDX-License-Identifier: MIT
// What happens to toasts, brought from the threads of the system's to the one that made this, by
// its message loop. A toast may outlive this object; what it tells then is dropped.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "tray/hidden_window.h"
#include "tray/toast_interfaces.h"

namespace sandtray::tray {

struct ToastEvent {
  enum class Kind { activated, dismissed, failed };
  Kind kind = Kind::activated;
  std::uint64_t serial = 0;  // of the toast, as given to listen()
  std::string answer{};      // activated: what the toast has for the place that was clicked
  winrt::DismissalReason reason = winrt::DismissalReason::user_canceled;
  HRESULT code = 0;  // failed
};

class ToastEvents {
 public:
  explicit ToastEvents(std::function<void(const ToastEvent&)> receive);
  ToastEvents(const ToastEvents&) = delete;
  ToastEvents& operator=(const ToastEvents&) = delete;
  ~ToastEvents();

  HRESULT listen(winrt::ToastNotification& toast, std::uint64_t serial);

 private:
  struct Box;
  void empty_box();

  const std::function<void(const ToastEvent&)> receive_;
  const std::shared_ptr<Box> box_;
  HiddenWindow window_;  // uses all the others
};

}  // namespace sandtray::tray
