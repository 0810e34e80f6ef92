// SPDX-License-Identifier: MIT
// Desktop notifications over org.freedesktop.Notifications, never waiting for an answer. One per
// key, replaced rather than stacked; a button counts only for a notification of ours. What cannot
// be shown because no service runs is kept until one does, and a question that a service takes with
// it is shown by the next. A tray that comes after one that was killed goes on with what stands on
// the screen.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/notification.h"
#include "base/result.h"
#include "tray/bus.h"
#include "tray/notify_call.h"

namespace sandtray::tray {

class Notifications {
 public:
  static constexpr auto service = "org.freedesktop.Notifications";

  struct Handlers {
    // `token` lets the window that this opens take the focus; may be empty.
    std::function<void(const app::Action&, const std::string& token)> invoked;
    // The desktop has taken it.
    std::function<void(const app::Notification&)> delivered;
  };

  // `file` keeps what is on the screen, for the tray that comes after this one.
  Notifications(sd_bus* bus, std::string file, Handlers handlers)
      : bus_(bus), file_(std::move(file)), handlers_(std::move(handlers)) {}
  Notifications(const Notifications&) = delete;
  Notifications& operator=(const Notifications&) = delete;

  Result<> start();
  // About sessions, by an earlier tray.
  std::vector<app::Notification> told_before() const;
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
    bool put_away = false;                  // by the person, who has been told
    bool taken_over = false;                // of an earlier tray; `next` says the same once more
    std::string token;
    Slot call;
    std::uint64_t sent_in_reign = 0;
  };

  Shown& shown_of(const std::string& key);
  void take_over();
  void keep() const;
  void ask_abilities();
  void send_waiting();
  void send(Shown& shown);
  void answered(Shown& shown, sd_bus_message* reply);
  void gone(Shown& shown, bool by_person);
  void service_changed(const std::string& owner);
  Shown* find(sd_bus_message* signal, std::uint32_t id);
  void close(std::uint32_t id);

  sd_bus* bus_;
  std::string file_;
  Handlers handlers_;
  Abilities abilities_ = Abilities::unknown;
  ServiceAbilities can_;
  std::string owner_;        // the service's unique name; empty: none, or none is known yet
  std::uint64_t reign_ = 0;  // counts the owners
  std::map<std::string, std::unique_ptr<Shown>> shown_;
  Slot invoked_, closed_, token_, owner_changed_, asked_, asked_name_;
};

}  // namespace sandtray::tray
