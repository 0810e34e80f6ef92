// SPDX-License-Identifier: MIT
// The icon in the panel: org.kde.StatusNotifierItem at /StatusNotifierItem, registered by the
// connection's unique name with whatever watcher owns its name now or later.
#pragma once

#include <functional>
#include <string>

#include "app/describe.h"
#include "base/result.h"
#include "tray/bus.h"

namespace sandtray::tray {

class StatusItem {
 public:
  struct Handlers {
    std::function<void()> activated;         // a click, where the panel does not open the menu
    std::function<void(std::string)> token;  // for the next window that we open
    std::function<void(bool present)> watcher_found;  // once after start, then on every change
  };

  static constexpr auto menu_path = "/MenuBar";

  StatusItem(sd_bus* bus, Handlers handlers) : bus_(bus), handlers_(std::move(handlers)) {}
  StatusItem(const StatusItem&) = delete;
  StatusItem& operator=(const StatusItem&) = delete;

  // Puts the object on the bus and asks for a watcher.
  Result<> start();
  // Again: an impatient person has started the program once more.
  void register_item();
  void show(app::IconState state, const std::string& tooltip);

 private:
  struct Table;  // gives the bus's table of members access to the handlers

  sd_bus* bus_;
  Handlers handlers_;
  app::IconState state_ = app::IconState::idle;
  std::string tooltip_;
  Slot object_, owner_changed_, asked_, registering_;
};

}  // namespace sandtray::tray
