// SPDX-License-Identifier: MIT
// Stands in for a desktop on a private bus: a StatusNotifierWatcher, a notification service, or
// both.
//
//   fake-desktop [--watcher] [--notifications] [--capabilities actions,body,body-markup]
//                [--server "Xfce Notify Daemon"] [--tells-the-sender]
//
// --tells-the-sender: only who has sent a notification last hears what happens to it (dunst).
//
// What happens is told on stdout, one JSON object a line, each with "ns" of the monotonic clock:
//   {"is":"ready"}                                    the names are owned
//   {"is":"item","item":":1.5/StatusNotifierItem"}    registered;  "item_gone": its owner left
//   {"is":"notify","id":1,"replaces":0,"app":..,"icon":..,"title":..,"body":..,"actions":[..],
//    "urgency":1,"entry":..,"silent":true,"timeout":-1}; "silent" only if asked for
//   {"is":"closed","id":1}                            by CloseNotification
// The person is played over the bus, at /FakeDesktop, interface org.example.FakeDesktop:
//   Invoke(u id, s action, s token)   presses a button: ActivationToken (unless empty),
//   ActionInvoked,
//                                     NotificationClosed
//   Dismiss(u id)                     NotificationClosed
#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>
#include <time.h>

#include <cstdio>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/text.h"

namespace {

using sandtray::Json;

constexpr auto watcher = "org.kde.StatusNotifierWatcher";
constexpr auto watcher_path = "/StatusNotifierWatcher";
constexpr auto notifications = "org.freedesktop.Notifications";
constexpr auto notifications_path = "/org/freedesktop/Notifications";

std::vector<std::string> items;
std::vector<std::string> capabilities = {"actions", "body", "body-markup", "persistence"};
std::string server = "fake-desktop";
std::uint32_t last_id = 0;
bool tells_the_sender = false;
std::map<std::uint32_t, std::string> senders;

void tell(Json what) {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  what["ns"] = now.tv_sec * 1'000'000'000LL + now.tv_nsec;
  std::puts(sandtray::dump_json(what).c_str());
  std::fflush(stdout);
}

int register_item(sd_bus_message* call, void*, sd_bus_error*) {
  const char* name = nullptr;
  if (const int r = sd_bus_message_read(call, "s", &name); r < 0) return r;
  const std::string item = name[0] == '/' ? sd_bus_message_get_sender(call) + std::string(name)
                                          : name + std::string("/StatusNotifierItem");
  items.push_back(item);
  sd_bus_emit_signal(sd_bus_message_get_bus(call), watcher_path, watcher,
                     "StatusNotifierItemRegistered", "s", item.c_str());
  tell({{"is", "item"}, {"item", item}});
  return sd_bus_reply_method_return(call, nullptr);
}

int register_host(sd_bus_message* call, void*, sd_bus_error*) {
  return sd_bus_reply_method_return(call, nullptr);
}

int append_strings(sd_bus_message* reply, const std::vector<std::string>& strings) {
  int r = sd_bus_message_open_container(reply, 'a', "s");
  for (const auto& text : strings) {
    if (r >= 0) r = sd_bus_message_append(reply, "s", text.c_str());
  }
  return r < 0 ? r : sd_bus_message_close_container(reply);
}

int watcher_property(sd_bus*, const char*, const char*, const char* name, sd_bus_message* reply,
                     void*, sd_bus_error*) {
  if (std::strcmp(name, "ProtocolVersion") == 0) return sd_bus_message_append(reply, "i", 0);
  if (std::strcmp(name, "IsStatusNotifierHostRegistered") == 0) {
    return sd_bus_message_append(reply, "b", 1);
  }
  return append_strings(reply, items);
}

int owner_changed(sd_bus_message* signal, void*, sd_bus_error*) {
  const char *name = nullptr, *before = nullptr, *now = nullptr;
  if (sd_bus_message_read(signal, "sss", &name, &before, &now) < 0 || now[0] != '\0') return 0;
  const auto start = std::string(name) + "/";
  for (auto item = items.begin(); item != items.end();) {
    if (!item->starts_with(start)) {
      ++item;
      continue;
    }
    tell({{"is", "item_gone"}, {"item", *item}});
    item = items.erase(item);
  }
  return 0;
}

Json read_strings(sd_bus_message* call) {
  Json strings = Json::array();
  const char* text = nullptr;
  sd_bus_message_enter_container(call, 'a', "s");
  while (sd_bus_message_read(call, "s", &text) > 0) strings.push_back(text);
  sd_bus_message_exit_container(call);
  return strings;
}

void read_hints(sd_bus_message* call, Json& into) {
  sd_bus_message_enter_container(call, 'a', "{sv}");
  while (sd_bus_message_enter_container(call, 'e', "sv") > 0) {
    const char* name = nullptr;
    sd_bus_message_read(call, "s", &name);
    if (std::strcmp(name, "urgency") == 0) {
      std::uint8_t urgency = 0;
      sd_bus_message_read(call, "v", "y", &urgency);
      into["urgency"] = urgency;
    } else if (std::strcmp(name, "desktop-entry") == 0) {
      const char* entry = nullptr;
      sd_bus_message_read(call, "v", "s", &entry);
      into["entry"] = entry;
    } else if (std::strcmp(name, "suppress-sound") == 0) {
      int silent = 0;
      sd_bus_message_read(call, "v", "b", &silent);
      into["silent"] = silent != 0;
    } else {
      sd_bus_message_skip(call, "v");
    }
    sd_bus_message_exit_container(call);
  }
  sd_bus_message_exit_container(call);
}

int notify(sd_bus_message* call, void*, sd_bus_error*) {
  const char *app = nullptr, *icon = nullptr, *title = nullptr, *body = nullptr;
  std::uint32_t replaces = 0;
  int timeout = 0;
  const int r = sd_bus_message_read(call, "susss", &app, &replaces, &icon, &title, &body);
  if (r < 0) return r;
  Json told = {{"is", "notify"}, {"app", app},     {"replaces", replaces},
               {"icon", icon},   {"title", title}, {"body", body}};
  told["actions"] = read_strings(call);
  read_hints(call, told);
  sd_bus_message_read(call, "i", &timeout);
  const auto id = replaces != 0 ? replaces : ++last_id;
  senders[id] = sd_bus_message_get_sender(call);
  told["timeout"] = timeout;
  told["id"] = id;
  tell(told);
  return sd_bus_reply_method_return(call, "u", id);
}

int get_capabilities(sd_bus_message* call, void*, sd_bus_error*) {
  sd_bus_message* reply = nullptr;
  int r = sd_bus_message_new_method_return(call, &reply);
  if (r >= 0) r = append_strings(reply, capabilities);
  if (r >= 0) r = sd_bus_send(nullptr, reply, nullptr);
  sd_bus_message_unref(reply);
  return r;
}

int get_server(sd_bus_message* call, void*, sd_bus_error*) {
  return sd_bus_reply_method_return(call, "ssss", server.c_str(), "sandtray", "1", "1.2");
}

template <class Value>
void emit(sd_bus* bus, const char* member, const char* types, std::uint32_t id, Value value) {
  sd_bus_message* signal = nullptr;
  int r = sd_bus_message_new_signal(bus, &signal, notifications_path, notifications, member);
  if (r >= 0) r = sd_bus_message_append(signal, types, id, value);
  if (r >= 0 && tells_the_sender) {
    r = sd_bus_message_set_destination(signal, senders[id].c_str());
  }
  if (r >= 0) sd_bus_send(bus, signal, nullptr);
  sd_bus_message_unref(signal);
}

void emit_closed(sd_bus* bus, std::uint32_t id, std::uint32_t reason) {
  emit(bus, "NotificationClosed", "uu", id, reason);
}

int close_notification(sd_bus_message* call, void*, sd_bus_error*) {
  std::uint32_t id = 0;
  sd_bus_message_read(call, "u", &id);
  tell({{"is", "closed"}, {"id", id}});
  emit_closed(sd_bus_message_get_bus(call), id, 3);
  return sd_bus_reply_method_return(call, nullptr);
}

int invoke(sd_bus_message* call, void*, sd_bus_error*) {
  std::uint32_t id = 0;
  const char *action = nullptr, *token = nullptr;
  if (const int r = sd_bus_message_read(call, "uss", &id, &action, &token); r < 0) return r;
  auto* bus = sd_bus_message_get_bus(call);
  if (token[0] != '\0') {
    emit(bus, "ActivationToken", "us", id, token);
  }
  emit(bus, "ActionInvoked", "us", id, action);
  emit_closed(bus, id, 2);
  return sd_bus_reply_method_return(call, nullptr);
}

int dismiss(sd_bus_message* call, void*, sd_bus_error*) {
  std::uint32_t id = 0;
  sd_bus_message_read(call, "u", &id);
  emit_closed(sd_bus_message_get_bus(call), id, 2);
  return sd_bus_reply_method_return(call, nullptr);
}

const sd_bus_vtable watcher_members[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD("RegisterStatusNotifierItem", "s", "", register_item, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("RegisterStatusNotifierHost", "s", "", register_host, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_PROPERTY("RegisteredStatusNotifierItems", "as", watcher_property, 0, 0),
    SD_BUS_PROPERTY("IsStatusNotifierHostRegistered", "b", watcher_property, 0, 0),
    SD_BUS_PROPERTY("ProtocolVersion", "i", watcher_property, 0, 0),
    SD_BUS_SIGNAL("StatusNotifierItemRegistered", "s", 0),
    SD_BUS_VTABLE_END,
};

const sd_bus_vtable notification_members[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD("Notify", "susssasa{sv}i", "u", notify, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("GetCapabilities", "", "as", get_capabilities, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("GetServerInformation", "", "ssss", get_server, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("CloseNotification", "u", "", close_notification, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_SIGNAL("NotificationClosed", "uu", 0),
    SD_BUS_SIGNAL("ActionInvoked", "us", 0),
    SD_BUS_SIGNAL("ActivationToken", "us", 0),
    SD_BUS_VTABLE_END,
};

const sd_bus_vtable person_members[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD("Invoke", "uss", "", invoke, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Dismiss", "u", "", dismiss, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_VTABLE_END,
};

int offer(sd_bus* bus, const char* path, const char* name, const sd_bus_vtable* members) {
  const int r = sd_bus_add_object_vtable(bus, nullptr, path, name, members, nullptr);
  return r < 0 ? r : sd_bus_request_name(bus, name, 0);
}

}  // namespace

int main(int argc, char** argv) {
  bool watches = false, notifies = false;
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    if (option == "--watcher") watches = true;
    if (option == "--notifications") notifies = true;
    if (option == "--tells-the-sender") tells_the_sender = true;
    if (option == "--server" && i + 1 < argc) server = argv[++i];
    if (option == "--capabilities" && i + 1 < argc) capabilities = sandtray::split(argv[++i], ',');
  }
  sd_event* event = nullptr;
  sd_bus* bus = nullptr;
  int r = sd_event_default(&event);
  if (r >= 0) r = sd_bus_open_user(&bus);
  if (r >= 0) r = sd_bus_attach_event(bus, event, 0);
  if (r >= 0) r = sd_bus_set_exit_on_disconnect(bus, 1);
  if (r >= 0) {
    r = sd_bus_add_object_vtable(bus, nullptr, "/FakeDesktop", "org.example.FakeDesktop",
                                 person_members, nullptr);
  }
  if (r >= 0) {
    r = sd_bus_match_signal(bus, nullptr, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                            "org.freedesktop.DBus", "NameOwnerChanged", owner_changed, nullptr);
  }
  if (r >= 0 && watches) r = offer(bus, watcher_path, watcher, watcher_members);
  if (r >= 0 && notifies) r = offer(bus, notifications_path, notifications, notification_members);
  if (r < 0) {
    std::fprintf(stderr, "fake-desktop: %s\n", std::strerror(-r));
    return 1;
  }
  tell({{"is", "ready"}});
  return sd_event_loop(event) < 0 ? 1 : 0;
}
