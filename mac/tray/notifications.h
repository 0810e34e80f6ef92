// SPDX-License-Identifier: MIT
// Notifications with buttons by the notification centre. It takes them from signed applications
// alone, and only after the person has agreed; an unsigned build shows them by a script, without
// buttons. Main thread only.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/notification.h"

namespace sandtray::tray {

class Notifications {
 public:
  struct Handlers {
    std::function<void(const app::Action&)> invoked;
    std::function<void(const app::Notification&)> delivered;
  };

  explicit Notifications(Handlers handlers);
  Notifications(const Notifications&) = delete;
  Notifications& operator=(const Notifications&) = delete;
  ~Notifications();

  // Asks the person, once. Nothing else does.
  void ask_permission();
  void show(app::Notification notification);
  void withdraw(const std::string& key);

 private:
  struct Parts;
  // Shared with what the centre calls later, which may outlive this object.
  std::shared_ptr<Parts> parts_;
};

}  // namespace sandtray::tray
