// SPDX-License-Identifier: MIT
// The arguments of org.freedesktop.Notifications.Notify
// (specifications.freedesktop.org/notification-spec, version 1.2).
#pragma once

#include <cstdint>

#include "app/notification.h"
#include "tray/bus.h"

namespace sandtray::tray {

// What the service can do.
struct ServiceAbilities {
  bool actions = false;
  bool markup = false;
  bool shows_default = false;  // as one more button; the others take it as a click on the text
};

struct NotifyWish {
  std::uint32_t replaces = 0;  // 0: nothing
  bool silent = false;         // the person has been told already
};

// Negative errno on failure, as sd-bus has it.
int append_notify(sd_bus_message* call, const app::Notification& content, const NotifyWish& wish,
                  const ServiceAbilities& can);

}  // namespace sandtray::tray
