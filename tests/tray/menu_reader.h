// SPDX-License-Identifier: MIT
// A menu as com.canonical.dbusmenu hands it out.
#pragma once

#include <systemd/sd-bus.h>

#include <string>
#include <vector>

#include "base/json.h"

namespace sandtray::test {

struct Item {
  int id = -1;
  Json properties = Json::object();
  std::vector<Item> children;

  std::string label() const { return properties.value("label", ""); }
};

// Reads (ia{sv}av).
Item read_item(sd_bus_message* message);

}  // namespace sandtray::test
