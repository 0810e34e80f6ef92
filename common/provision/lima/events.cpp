// SPDX-License-Identifier: MIT
#include "provision/lima/events.h"

#include <algorithm>
#include <array>

namespace sandtray::provision {
namespace {

constexpr std::size_t longest_line = 1 << 20;
constexpr std::size_t most_errors = 20;

bool is_true(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

struct Known {
  std::string_view begins;
  std::string_view name;
  int percent;
};
// In the order in which they come.
constexpr std::array<Known, 9> known = {{
    {"Starting QEMU", "starting the machine", 5},
    {"Starting VZ", "starting the machine", 5},
    {"Waiting for the essential requirement 1 of", "waiting for the system inside", 10},
    {"Waiting for the essential requirement", "logging in", 40},
    {"Explicitly start ssh ControlMaster", "logging in", 50},
    {"Mounting", "mounting the folders", 55},
    {"Waiting for the optional requirement", "checking the machine", 65},
    {"Waiting for the guest agent", "waiting for Lima's agent inside", 75},
    {"Waiting for the final requirement", "setting up the users and rules", 85},
}};

}  // namespace

std::vector<std::string> LineCutter::take(std::string_view bytes) {
  std::vector<std::string> lines;
  while (!bytes.empty()) {
    const auto end = bytes.find('\n');
    const auto part = bytes.substr(0, end);
    if (rest_.size() + part.size() > longest_line) {
      too_long_ = true;
      rest_.clear();
    }
    if (!too_long_) rest_ += part;
    if (end == bytes.npos) break;
    if (!too_long_) lines.push_back(std::move(rest_));
    rest_.clear();
    too_long_ = false;
    bytes.remove_prefix(end + 1);
  }
  return lines;
}

std::optional<HostStatus> parse_host_event(std::string_view line) {
  const auto event = Json::parse(line, nullptr, false);
  if (!event.is_object() || !event.contains("status") || !event["status"].is_object()) return {};
  const auto& said = event["status"];
  HostStatus status;
  status.running = is_true(said, "running");
  status.degraded = is_true(said, "degraded");
  status.exiting = is_true(said, "exiting");
  if (const auto port = said.find("sshLocalPort");
      port != said.end() && port->is_number_integer()) {
    const auto number = port->get<std::int64_t>();
    if (number > 0 && number < 65536) status.ssh_port = static_cast<int>(number);
  }
  if (const auto errors = said.find("errors"); errors != said.end() && errors->is_array()) {
    for (const auto& error : *errors) {
      if (error.is_string() && status.errors.size() < most_errors) {
        status.errors.push_back(error.get<std::string>());
      }
    }
  }
  if (const auto progress = said.find("cloudInitProgress");
      progress != said.end() && progress->is_object()) {
    const auto text = progress->find("logLine");
    if (text != progress->end() && text->is_string()) status.cloud_init = *text;
  }
  return status;
}

std::optional<Phase> parse_phase(std::string_view line) {
  const auto entry = Json::parse(line, nullptr, false);
  if (!entry.is_object() || !entry.contains("msg") || !entry["msg"].is_string()) return {};
  const auto& text = entry["msg"].get_ref<const std::string&>();
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&](const Known& one) { return text.starts_with(one.begins); });
  if (found == known.end()) return {};
  return Phase{std::string(found->name), found->percent};
}

}  // namespace sandtray::provision
