// SPDX-License-Identifier: MIT
#include "sandbox/ports.h"

#include <algorithm>

#include "base/text.h"

namespace sandtray::sandbox {
namespace {

constexpr auto loopback = "127.0.0.1:";

// 0: it is none.
int number_of(const std::string& digits) {
  const auto number = decimal_number(digits).value_or(0);
  return number <= 65535 ? static_cast<int>(number) : 0;
}

}  // namespace

Result<std::vector<Port>> parse_ports(const std::string& text, const std::string& option) {
  std::vector<Port> ports;
  for (const auto& one : split(text, ',')) {
    const auto colon = one.find(':');
    const bool has_host = colon != std::string::npos;
    const Port port{has_host ? number_of(one.substr(0, colon)) : 0,
                    number_of(has_host ? one.substr(colon + 1) : one)};
    if (port.guest == 0 || (has_host && port.host == 0)) {
      return fail(Code::usage, "\"" + option + "\" cannot be \"" + display_text(text, 40) + "\"",
                  "For example " + option + " 8080:3000, or 8080:3000,9229.");
    }
    ports.push_back(port);
  }
  return ports;
}

std::string to_string(const Port& port) {
  const auto guest = std::to_string(port.guest);
  return port.host == 0 ? guest : std::to_string(port.host) + ":" + guest;
}

Json ports_to_json(const std::vector<Port>& ports) {
  Json json = Json::array();
  for (const auto& port : ports) json.push_back({{"host", port.host}, {"guest", port.guest}});
  return json;
}

Json ports_to_json(const SessionPorts& ports) {
  return {{"refused", ports.refused}, {"hint", ports.hint}, {"ssh", ports.ssh},
          {"machine", ports.machine}, {"lock", ports.lock}, {"ports", ports_to_json(ports.ports)},
          {"open", ports.open}};
}

Result<SessionPorts> ports_from_json(const Json& json) {
  SessionPorts ports;
  try {
    json.at("refused").get_to(ports.refused);
    json.at("hint").get_to(ports.hint);
    json.at("ssh").get_to(ports.ssh);
    json.at("machine").get_to(ports.machine);
    json.at("lock").get_to(ports.lock);
    json.at("open").get_to(ports.open);
    for (const auto& each : json.at("ports")) {
      ports.ports.push_back({each.at("host").get<int>(), each.at("guest").get<int>()});
    }
  } catch (const Json::exception& defect) {
    return fail(Code::internal, std::string(ports_file) + " is damaged: " + defect.what());
  }
  return ports;
}

Argv ask_for_port(const SessionPorts& ports, const std::string& verb, const Port& port) {
  auto words = ports.ssh;
  words.insert(words.end(),
               {"-O", verb, "-L",
                loopback + std::to_string(port.host) + ":" + loopback + std::to_string(port.guest),
                ports.machine});
  return words;
}

}  // namespace sandtray::sandbox
