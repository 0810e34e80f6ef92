// SPDX-License-Identifier: MIT
// Desktop notifications over org.freedesktop.Notifications, never waiting for an answer. One per
// key, replaced rather than stacked; a button counts only for a notification of ours. What cannot
// be shown because no service runs is kept until one does, and a question that a service takes with
// it is shown by the next.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "app/notification.h"
#include "base/result.h"
#include "tray/bus.h"
#include "tray/notify_call.h"

namespace sandtray::tray {

class Notifications {
 public:
  struct Handlers {
    // `token` lets the window that this opens take the focus; may be empty.
    std::function<void(const app::Action&, const std::string& token)> invoked;
    // The desktop has taken it.
    std::function<void(const app::Notification&)> delivered;
  };

  Notifications(sd_bus* bus, Handlers handlers) : bus_(bus), handlers_(std::move(handlers)) {}
  Notifications(const Notifications&) = delete;
  Notifications& operator=(const Notifications&) = delete;

  Result<> start();
  void show(app::Notification notification);
  void withdraw(const std::string& key);

 private:
  struct Table;
  enum class Abilities { unknown, asked, known };

  // What stands under one key on the desktop, and what follows it.
  struct Shown {
    Notifications* owner = nullptr;
    std::string key;
    std::uint32_t id = 0;  // 0: nothing is on the desktop
    app::Notification content;
    std::optional<app::Notification> next;  // waits for the service or for the present call
    bool withdrawn = false;                 // while a call is under way
    std::string token;
    Slot call;
    std::uint64_t sent_in_reign = 0;
  };

  void ask_abilities();
  void send_waiting();
  void send(Shown& shown);
  void answered(Shown& shown, sd_bus_message* reply);
  void service_changed(const std::string& owner);
  Shown* find(sd_bus_message* signal, std::uint32_t id);
  void close(std::uint32_t id);

  sd_bus* bus_;
  Handlers handlers_;
  Abilities abilities_ = Abilities::unknown;
  ServiceAbilities can_;
  std::string owner_;        // the service's unique name; empty: none, or none is known yet
  std::uint64_t reign_ = 0;  // counts the owners
  std::map<std::string, std::unique_ptr<Shown>> shown_;
  Slot invoked_, closed_, token_, owner_changed_, asked_, asked_name_;
};

}  // namespace sandtray::tray
