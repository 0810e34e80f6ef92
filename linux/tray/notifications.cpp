// SPDX-License-Identifier: MIT
#include "tray/notifications.h"

#include <iterator>
#include <string_view>
#include <utility>

#include "base/log.h"
#include "tray/bus_names.h"

namespace sandtray::tray {
namespace {

constexpr auto service = Notifications::service;
constexpr auto path = "/org/freedesktop/Notifications";
constexpr auto interface = "org.freedesktop.Notifications";

constexpr std::uint32_t by_the_person = 2;  // the reason of NotificationClosed
constexpr auto default_action = "default";  // a click on the text
constexpr auto xfce_server = "Xfce Notify Daemon";

}  // namespace

struct Notifications::Table {
  static int abilities(sd_bus_message* reply, void* userdata, sd_bus_error*) {
    auto& self = *static_cast<Notifications*>(userdata);
    self.can_.actions = self.can_.markup = false;
    if (const auto* problem = sd_bus_message_get_error(reply)) {
      log::warn(std::string("no notification service: ") + problem->message);
      self.abilities_ = Abilities::unknown;
      return 0;  // what waits is sent when a service appears
    }
    self.abilities_ = Abilities::known;
    if (sd_bus_message_enter_container(reply, 'a', "s") >= 0) {
      const char* name = nullptr;
      while (sd_bus_message_read(reply, "s", &name) > 0) {
        if (std::string_view(name) == "actions") self.can_.actions = true;
        if (std::string_view(name) == "body-markup") self.can_.markup = true;
      }
    }
    self.send_waiting();
    return 0;
  }

  // Answered before the abilities are, because it was asked before.
  static int server_name(sd_bus_message* reply, void* userdata, sd_bus_error*) {
    const char* name = nullptr;
    if (sd_bus_message_get_error(reply) == nullptr && sd_bus_message_read(reply, "s", &name) >= 0) {
      auto& self = *static_cast<Notifications*>(userdata);
      self.can_.shows_default = std::string_view(name) == xfce_server;
    }
    return 0;
  }

  static int answered(sd_bus_message* reply, void* userdata, sd_bus_error*) {
    auto& shown = *static_cast<Shown*>(userdata);
    shown.owner->answered(shown, reply);
    return 0;
  }

  static int invoked(sd_bus_message* signal, void* userdata, sd_bus_error*) {
    auto& self = *static_cast<Notifications*>(userdata);
    std::uint32_t id = 0;
    const char* key = nullptr;
    if (sd_bus_message_read(signal, "us", &id, &key) < 0) return 0;
    auto* shown = self.find(signal, id);
    if (shown == nullptr) return 0;
    const auto token = std::exchange(shown->token, {});
    for (const auto& button : shown->content.buttons) {
      const std::string_view wanted = key;
      if (wanted != default_action && wanted != button.key) continue;
      const auto action = button.action;
      self.handlers_.invoked(action, token);
      break;
    }
    return 0;
  }

  static int token(sd_bus_message* signal, void* userdata, sd_bus_error*) {
    auto& self = *static_cast<Notifications*>(userdata);
    std::uint32_t id = 0;
    const char* text = nullptr;
    if (sd_bus_message_read(signal, "us", &id, &text) < 0) return 0;
    if (auto* shown = self.find(signal, id)) shown->token = text;
    return 0;
  }

  static int closed(sd_bus_message* signal, void* userdata, sd_bus_error*) {
    auto& self = *static_cast<Notifications*>(userdata);
    std::uint32_t id = 0, reason = 0;
    if (sd_bus_message_read(signal, "uu", &id, &reason) < 0) return 0;
    if (auto* shown = self.find(signal, id)) self.gone(*shown, reason == by_the_person);
    return 0;
  }

  static int owner_changed(sd_bus_message* signal, void* userdata, sd_bus_error*) {
    const char *name = nullptr, *before = nullptr, *now = nullptr;
    if (!is_from(signal, bus_driver)) return 0;
    if (sd_bus_message_read(signal, "sss", &name, &before, &now) < 0) return 0;
    static_cast<Notifications*>(userdata)->service_changed(now);
    return 0;
  }
};

Result<> Notifications::start() {
  const auto match = [&](Slot& slot, const char* member, sd_bus_message_handler_t handler) {
    sd_bus_slot* made = nullptr;
    const int r = sd_bus_match_signal_async(bus_, &made, service, path, interface, member, handler,
                                            nullptr, this);
    slot.reset(made);
    return r;
  };
  int r = match(invoked_, "ActionInvoked", Table::invoked);
  if (r >= 0) r = match(closed_, "NotificationClosed", Table::closed);
  if (r >= 0) r = match(token_, "ActivationToken", Table::token);
  if (r >= 0) {
    const auto rule = std::string(
                          "type='signal',sender='org.freedesktop.DBus',"
                          "path='/org/freedesktop/DBus',interface='org.freedesktop.DBus',"
                          "member='NameOwnerChanged',arg0='") +
                      service + "'";
    sd_bus_slot* made = nullptr;
    r = sd_bus_add_match_async(bus_, &made, rule.c_str(), Table::owner_changed, nullptr, this);
    owner_changed_.reset(made);
  }
  if (r < 0) return fail_errno(-r, "cannot listen to the notification service");
  take_over();
  return {};
}

Notifications::Shown& Notifications::shown_of(const std::string& key) {
  auto& shown = shown_[key];
  if (!shown) {
    shown = std::make_unique<Shown>();
    shown->owner = this;
    shown->key = key;
  }
  return *shown;
}

void Notifications::show(app::Notification notification) {
  auto& shown = shown_of(notification.key);
  shown.withdrawn = shown.put_away = shown.taken_over = false;
  shown.next = std::move(notification);
  if (abilities_ == Abilities::known) {
    send(shown);
  } else {
    ask_abilities();
  }
}

void Notifications::withdraw(const std::string& key) {
  const auto at = shown_.find(key);
  if (at == shown_.end()) return;
  auto& shown = *at->second;
  shown.next.reset();
  shown.withdrawn = shown.call != nullptr;
  shown.put_away = shown.taken_over = false;
  if (shown.id != 0) close(std::exchange(shown.id, 0));
  if (!shown.call) shown_.erase(at);
  keep();
}

void Notifications::ask_abilities() {
  if (abilities_ == Abilities::asked) return;
  abilities_ = Abilities::asked;
  sd_bus_slot* slot = nullptr;
  sd_bus_call_method_async(bus_, &slot, service, path, interface, "GetServerInformation",
                           Table::server_name, this, nullptr);
  asked_name_.reset(slot);
  slot = nullptr;
  const int r = sd_bus_call_method_async(bus_, &slot, service, path, interface, "GetCapabilities",
                                         Table::abilities, this, nullptr);
  asked_.reset(slot);
  if (r < 0) abilities_ = Abilities::unknown;
}

void Notifications::send_waiting() {
  for (auto& [key, shown] : shown_) send(*shown);
}

// One call at a time for a key: only the answer tells the id that the next one replaces. An id
// means something to the service that gave it and to no other, so such a call goes to that one by
// name.
void Notifications::send(Shown& shown) {
  if (!shown.next || shown.call) return;
  shown.content = std::move(*shown.next);
  shown.next.reset();
  shown.sent_in_reign = reign_;
  const bool silent = std::exchange(shown.taken_over, false);
  const auto* to = shown.id != 0 ? owner_.c_str() : service;
  sd_bus_message* made = nullptr;
  int r = sd_bus_message_new_method_call(bus_, &made, to, path, interface, "Notify");
  const Message call(made);
  if (r >= 0)
    r = append_notify(made, shown.content, {.replaces = shown.id, .silent = silent}, can_);
  sd_bus_slot* slot = nullptr;
  if (r >= 0) r = sd_bus_call_async(bus_, &slot, made, Table::answered, &shown, 0);
  shown.call.reset(slot);
  if (r < 0) log::warn("a notification could not be sent");
}

void Notifications::answered(Shown& shown, sd_bus_message* reply) {
  const Slot done = std::move(shown.call);
  const auto* problem = sd_bus_message_get_error(reply);
  const std::string sender = problem != nullptr ? "" : sd_bus_message_get_sender(reply);
  if (shown.sent_in_reign == reign_ && !sender.empty()) owner_ = sender;
  if (problem != nullptr || sender != owner_) {
    log::warn(std::string("a notification was not shown: ") +
              (problem != nullptr ? problem->message : "the service has changed"));
    // The service went away meanwhile: say it again to the next one, which may be there already.
    if (!shown.next && !shown.withdrawn) shown.next = shown.content;
    shown.withdrawn = false;
    shown.id = 0;
    keep();
    abilities_ = Abilities::unknown;
    if (shown.sent_in_reign != reign_ && !owner_.empty()) ask_abilities();
    return;
  }
  sd_bus_message_read(reply, "u", &shown.id);
  if (std::exchange(shown.withdrawn, false)) {
    close(std::exchange(shown.id, 0));
    keep();
  } else {
    keep();  // before it is marked as told: what no tray tells again, the next one can still close
    const auto content = shown.content;
    handlers_.delivered(content);
  }
  send(shown);
}

// A question that the person has put away is remembered until it is answered.
void Notifications::gone(Shown& shown, bool by_person) {
  shown.id = 0;
  if (std::exchange(shown.taken_over, false)) shown.next.reset();  // put away before it was sent
  if (!shown.call && !shown.next) {
    shown.put_away = by_person && shown.content.urgent;
    if (!shown.put_away) shown_.erase(shown.key);
  }
  keep();
}

// What the old service showed has gone with it. A question still waits for its answer, or it would
// have been withdrawn; what is over has been told.
void Notifications::service_changed(const std::string& owner) {
  owner_ = owner;
  ++reign_;
  abilities_ = Abilities::unknown;
  bool waits = false;
  for (auto at = shown_.begin(); at != shown_.end();) {
    auto& shown = *at->second;
    const bool was_there = std::exchange(shown.id, 0) != 0;
    if (was_there && shown.content.urgent && !shown.call && !shown.next) {
      shown.next = shown.content;
    }
    shown.taken_over = false;
    waits = waits || shown.next;
    at = shown.next || shown.call || shown.put_away ? std::next(at) : shown_.erase(at);
  }
  keep();
  if (waits && !owner_.empty()) ask_abilities();
}

Notifications::Shown* Notifications::find(sd_bus_message* signal, std::uint32_t id) {
  if (id == 0 || !is_from(signal, owner_)) return nullptr;
  for (auto& [key, shown] : shown_) {
    if (shown->id == id) return shown.get();
  }
  return nullptr;
}

void Notifications::close(std::uint32_t id) {
  sd_bus_call_method_async(bus_, nullptr, owner_.c_str(), path, interface, "CloseNotification",
                           nullptr, nullptr, "u", id);
}

}  // namespace sandtray::tray
