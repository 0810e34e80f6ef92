// SPDX-License-Identifier: MIT
#include "tray/bus_names.h"

namespace sandtray::tray {

std::string id_of(sd_bus* bus) {
  sd_id128_t id{};
  char text[SD_ID128_STRING_MAX] = {};
  if (sd_bus_get_bus_id(bus, &id) < 0) return {};
  return sd_id128_to_string(id, text);
}

std::string owner_of(sd_bus* bus, const char* name) {
  sd_bus_message* made = nullptr;
  const char* owner = nullptr;
  const int r = sd_bus_call_method(bus, bus_driver, "/org/freedesktop/DBus", bus_driver,
                                   "GetNameOwner", nullptr, &made, "s", name);
  const Message reply(made);
  if (r < 0 || sd_bus_message_read(made, "s", &owner) < 0) return {};
  return owner;
}

bool is_from(sd_bus_message* message, std::string_view sender) {
  const auto* from = sd_bus_message_get_sender(message);
  return from != nullptr && from == sender;
}

}  // namespace sandtray::tray
