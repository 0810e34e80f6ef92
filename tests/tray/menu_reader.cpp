// SPDX-License-Identifier: MIT
#include "tray/menu_reader.h"

namespace sandtray::test {
namespace {

Json read_variant(sd_bus_message* message) {
  const char* contents = nullptr;
  char type = 0;
  if (sd_bus_message_peek_type(message, &type, &contents) < 0) return {};
  const std::string signature = contents;
  Json value = signature;
  sd_bus_message_enter_container(message, 'v', contents);
  if (signature == "s") {
    const char* text = nullptr;
    sd_bus_message_read(message, "s", &text);
    value = text;
  } else if (signature == "b" || signature == "i") {
    int number = 0;
    sd_bus_message_read(message, signature.c_str(), &number);
    value = signature == "b" ? Json(number != 0) : Json(number);
  } else {
    sd_bus_message_skip(message, signature.c_str());
  }
  sd_bus_message_exit_container(message);
  return value;
}

}  // namespace

Item read_item(sd_bus_message* message) {
  Item item;
  sd_bus_message_enter_container(message, 'r', "ia{sv}av");
  sd_bus_message_read(message, "i", &item.id);
  sd_bus_message_enter_container(message, 'a', "{sv}");
  while (sd_bus_message_enter_container(message, 'e', "sv") > 0) {
    const char* name = nullptr;
    sd_bus_message_read(message, "s", &name);
    item.properties[name] = read_variant(message);
    sd_bus_message_exit_container(message);
  }
  sd_bus_message_exit_container(message);
  sd_bus_message_enter_container(message, 'a', "v");
  while (sd_bus_message_enter_container(message, 'v', "(ia{sv}av)") > 0) {
    item.children.push_back(read_item(message));
    sd_bus_message_exit_container(message);
  }
  sd_bus_message_exit_container(message);
  sd_bus_message_exit_container(message);
  return item;
}

}  // namespace sandtray::test
