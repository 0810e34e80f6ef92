// SPDX-License-Identifier: MIT
// What the answers mean.
#include <cstdlib>

#include "app/vm_wizard.h"
#include "app/vm_wizard_strings.h"
#include "base/text.h"

namespace sandtray::app {

provision::VmOptions VmWizard::options() const {
  const auto number = [&](const char* key) {
    return static_cast<unsigned>(std::strtoul(value_of(values_, key).c_str(), nullptr, 10));
  };
  const auto is_on = [&](const char* key) { return value_of(values_, key) == yes; };
  provision::VmOptions options;
  options.processors = number("processors");
  options.memory_mib = number("memory_mib");
  options.disk_gib = number("disk_gib");
  for (const auto* key : {"folders", "read_only"}) {
    for (const auto& line : lines_of(value_of(values_, key))) {
      options.mounts.push_back(
          {whole_folder(line, facts_.host.home), key == std::string("folders")});
    }
  }
  auto& switches = options.switches;
  switches.restrict_sudo = is_on("restrict_sudo");
  switches.private_networks = is_on("private_networks");
  switches.ssh_agent = is_on("ssh_agent");
  switches.port_forwarding = is_on("port_forwarding");
  for (const auto& port : items_of(value_of(values_, "host_services"))) {
    switches.host_services.push_back(std::atoi(port.c_str()));
  }
  options.emulation = is_on("emulation");
  options.idle_minutes = number("idle_minutes");
  return options;
}

Json VmWizard::settings() const {
  const auto wanted = options();
  auto json = facts_.before;
  if (!is_made()) {
    json["processors"] = wanted.processors;
    json["memory_mib"] = wanted.memory_mib;
    json["disk_gib"] = wanted.disk_gib;
  }
  json["mounts"] = Json::array();
  for (const auto& mount : wanted.mounts) {
    json["mounts"].push_back({{"path", mount.path}, {"writable", mount.writable}});
  }
  json["restrict_sudo"] = wanted.switches.restrict_sudo;
  json["private_networks"] = wanted.switches.private_networks;
  json["ssh_agent"] = wanted.switches.ssh_agent;
  json["port_forwarding"] = wanted.switches.port_forwarding;
  json["host_services"] = wanted.switches.host_services;
  json["emulation"] = wanted.emulation;
  json["idle_minutes"] = wanted.idle_minutes;
  for (const auto* key : {"start_with_sandtray", "stop_with_sandtray"}) {
    json[key] = value_of(values_, key) == yes;
  }
  return json;
}

std::string VmWizard::times_text() const {
  const auto minutes = options().idle_minutes;
  std::vector<std::string> words = {
      minutes == 0
          ? std::string(strings::vm_says_never_idle)
          : expand_template(strings::vm_says_idle, {{"minutes", std::to_string(minutes)}})};
  if (value_of(values_, "start_with_sandtray") == yes) words.emplace_back(strings::vm_says_start);
  if (value_of(values_, "stop_with_sandtray") == yes) words.emplace_back(strings::vm_says_stop);
  return join(words, ", ");
}

// The plan was told before the person chose.
std::string VmWizard::own_way(const std::string& step_name) const {
  const auto image = value_of(values_, "image"), mirror = value_of(values_, "mirror");
  const auto archive = value_of(values_, "limactl_archive");
  if (step_name == "image" && !image.empty() && !is_made()) {
    return expand_template(strings::vm_row_own_image, {{"file", display_text(image)}});
  }
  const auto* of = step(step_name);
  if ((step_name != "image" && step_name != "limactl") || of == nullptr || !of->needed) return "";
  if (step_name == "limactl" && !archive.empty()) {
    return expand_template(strings::vm_row_archive, {{"file", display_text(archive)}});
  }
  return mirror.empty()
             ? ""
             : expand_template(strings::vm_row_mirror, {{"mirror", display_text(mirror)}});
}

std::vector<VmRow> VmWizard::summary_rows() const {
  const auto row = [](const char* name, const char* title, std::string text) {
    VmRow one;
    one.name = name;
    one.title = title;
    one.text = std::move(text);
    one.state = VmRowState::ok;
    return one;
  };
  const auto wanted = options();
  std::vector<VmRow> rows;
  rows.push_back(row(
      "size", strings::vm_row_size,
      expand_template(strings::vm_row_size_text, {{"processors", std::to_string(wanted.processors)},
                                                  {"memory", std::to_string(wanted.memory_mib)},
                                                  {"disk", std::to_string(wanted.disk_gib)}})));
  rows.push_back(row("times", strings::vm_row_times, times_text()));
  std::vector<std::string> folders;
  for (const auto& mount : wanted.mounts) {
    folders.push_back(display_text(short_folder(mount.path, facts_.host.home)) +
                      (mount.writable ? "" : strings::vm_read_only_mark));
  }
  rows.push_back(row("folders", strings::vm_row_folders, join(folders, "\n")));
  const auto& may = wanted.switches;
  std::vector<std::string> ports;
  for (const int port : may.host_services) ports.push_back(std::to_string(port));
  const auto services =
      ports.empty() ? strings::vm_says_no_services
                    : expand_template(strings::vm_says_services, {{"ports", join(ports, ", ")}});
  auto agents = row(
      "agents", strings::vm_row_agents,
      join({may.restrict_sudo ? strings::vm_says_no_root : strings::vm_says_root,
            may.private_networks ? strings::vm_says_local : strings::vm_says_no_local, services},
           ", "));
  if (!may.restrict_sudo) agents.state = VmRowState::warning;
  rows.push_back(std::move(agents));
  for (const auto& one : steps_) {
    // The machine has been looked at; the settings are the rows above.
    if (one.row.name == "machine" || one.row.name == "settings") continue;
    const auto own = own_way(one.row.name);
    if (!one.needed && own.empty()) continue;
    auto to_do = one.row;
    to_do.text = own.empty() ? one.what : own;
    to_do.state = VmRowState::waiting;
    rows.push_back(std::move(to_do));
  }
  return rows;
}

}  // namespace sandtray::app
