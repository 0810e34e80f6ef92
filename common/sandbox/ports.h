// SPDX-License-Identifier: MIT
// Ports of a session that this machine has, too. Pure: session/ports.h opens and closes them.
#pragma once

#include <string>
#include <vector>

#include "sandbox/plan.h"

namespace sandtray::sandbox {

struct Port {
  int host = 0;  // of this machine's loopback; 0: as it comes
  int guest = 0;
  bool operator==(const Port&) const = default;
};

// "3000,8080:80": the ports of the session, each with that of this machine before it where that is
// another one. usage for anything else; `option` is what the person calls it.
Result<std::vector<Port>> parse_ports(const std::string& text, const std::string& option);
std::string to_string(const Port& port);

// The file `ports_file` of a session in the virtual machine: how its ports are opened, and which
// are.
struct SessionPorts {
  std::string refused, hint;  // why there can be none; empty: there can
  Argv ssh;                   // what reaches the machine, before what is asked of it
  std::string machine;        // its name there
  std::string lock;           // held by whoever opens or closes a port of any session
  std::vector<Port> ports;    // with both numbers
  bool open = false;          // not before the session starts, nor from its end on
};
constexpr auto ports_file = "ports.json";

Json ports_to_json(const SessionPorts& ports);
Result<SessionPorts> ports_from_json(const Json& json);
Json ports_to_json(const std::vector<Port>& ports);

// `verb` is "forward" or "cancel".
Argv ask_for_port(const SessionPorts& ports, const std::string& verb, const Port& port);

}  // namespace sandtray::sandbox
