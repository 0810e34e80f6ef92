// SPDX-License-Identifier: MIT
// Who is who on the bus. The first two wait until the bus has let us in and answer; it is never a
// program that they wait for.
#pragma once

#include <string>
#include <string_view>

#include "tray/bus.h"

namespace sandtray::tray {

inline constexpr auto bus_driver = "org.freedesktop.DBus";  // the bus itself

// 32 hexadecimal digits, new each time that a bus is started; empty on failure.
std::string id_of(sd_bus* bus);
// The unique name of who has that name now; empty: nobody.
std::string owner_of(sd_bus* bus, const char* name);
// The sender in a match rule holds back what is sent to all, not what is sent straight to us: that
// anybody on the bus can do.
bool is_from(sd_bus_message* message, std::string_view sender);

}  // namespace sandtray::tray
