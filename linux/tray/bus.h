// SPDX-License-Identifier: MIT
// Owners for sd-bus objects. A slot ends its match, call or object when it goes.
#pragma once

#include <systemd/sd-bus.h>

#include <memory>

namespace sandtray::tray {

struct BusUnref {
  void operator()(sd_bus* bus) const { sd_bus_flush_close_unref(bus); }
  void operator()(sd_bus_slot* slot) const { sd_bus_slot_unref(slot); }
  void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};

using Bus = std::unique_ptr<sd_bus, BusUnref>;
using Slot = std::unique_ptr<sd_bus_slot, BusUnref>;
using Message = std::unique_ptr<sd_bus_message, BusUnref>;

}  // namespace sandtray::tray
