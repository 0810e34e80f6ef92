// SPDX-License-Identifier: MIT
// Notifications with buttons, as the toasts of Windows 10 and later. One per key, replaced rather
// than stacked; those of a tray that has ended are taken away, for nobody would hear their buttons.
// One thread, which runs a message loop.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "app/notification.h"
#include "base/result.h"
#include "tray/toast_events.h"
#include "tray/winrt.h"

namespace sandtray::tray {

class Toasts {
 public:
  struct Handlers {
    std::function<void(const app::Action&)> invoked;
    // Shown, or kept back because the person wants none.
    std::function<void(const app::Notification&)> delivered;
    // Windows could not show it: somebody else may. Can follow a `delivered`.
    std::function<void(const app::Notification&)> refused;
  };

  // Fails, and says why, where the system shows none. `icon` is the picture beside the name of the
  // program, a file.
  static Result<std::unique_ptr<Toasts>> start(const std::string& icon, Handlers handlers);
  Toasts(const Toasts&) = delete;
  Toasts& operator=(const Toasts&) = delete;
  ~Toasts();

  void show(const app::Notification& notification);
  void withdraw(const std::string& key);

 private:
  struct Shown {
    std::uint64_t serial = 0;
    app::Notification notification;
    winrt::Pointer<winrt::ToastNotification> toast;
  };

  Toasts(winrt::Runtime runtime, Handlers handlers);
  HRESULT find_classes();
  HRESULT make(const app::Notification& notification, Shown& made);
  bool is_switched_off();
  void receive(const ToastEvent& event);

  const winrt::Runtime runtime_;  // to the last
  Handlers handlers_;
  winrt::Pointer<winrt::ToastManager> manager_;
  winrt::Pointer<winrt::ToastNotifier> notifier_;
  winrt::Pointer<winrt::ToastNotificationFactory> factory_;
  winrt::Pointer<winrt::ToastHistory> history_;
  winrt::NotificationSetting setting_ = winrt::NotificationSetting::enabled;
  std::map<std::string, Shown> shown_;
  std::uint64_t last_serial_ = 0;
  ToastEvents events_;
};

}  // namespace sandtray::tray
