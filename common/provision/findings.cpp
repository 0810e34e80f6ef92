// SPDX-License-Identifier: MIT
#include "provision/findings.h"

#include <algorithm>
#include <cstdlib>

#include "base/path.h"
#include "base/text.h"
#include "config/catalog.h"
#include "config/settings.h"
#include "platform/disk.h"
#include "platform/file.h"
#include "platform/socket.h"

namespace sandtray::provision {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// ID=ubuntu, ID_LIKE="debian fedora"
std::vector<std::string> read_distributions() {
  std::vector<std::string> found;
  const auto text = platform::read_file("/etc/os-release", 64 << 10);
  if (!text) return found;
  for (const std::string key : {"ID=", "ID_LIKE="}) {
    for (auto line : split(*text, '\n')) {
      if (!line.starts_with(key)) continue;
      line.erase(std::remove(line.begin(), line.end(), '"'), line.end());
      for (auto& name : split(line.substr(key.size()), ' ')) found.push_back(name);
    }
  }
  return found;
}

void look_for_sandbox(Findings& findings) {
  findings.bwrap = platform::find_executable("bwrap");
  if (!findings.bwrap.empty()) {
    const auto program = platform::read_file(findings.bwrap, 4 << 20);
    findings.bwrap_limits_nesting =
        program && program->find("--disable-userns") != std::string::npos;
  }
  findings.namespaces = platform::probe_user_namespaces(findings.bwrap);
  findings.apparmor_restricts = findings.namespaces.refused.find("AppArmor") != std::string::npos;
  findings.seccomp = platform::exists("/proc/sys/kernel/seccomp/actions_avail");
  findings.git = platform::find_executable("git");
}

void look_for_agents(Findings& findings, const platform::Paths& paths) {
  for (const auto& name : config::agent_names(paths)) {
    const auto agent = config::load_agent(paths, name);
    if (!agent) {
      findings.data_errors.push_back(agent.error().message);
      continue;
    }
    AgentFinding found{name, agent->title, agent->command, "", {}, agent->install};
    found.path = platform::find_executable(agent->command);
    for (const auto& program : agent->needs) {
      if (platform::find_executable(program).empty()) found.missing.push_back(program);
    }
    findings.agents.push_back(std::move(found));
  }
  for (const auto& name : config::method_names(paths)) {
    if (const auto method = config::load_method(paths, name); !method) {
      findings.data_errors.push_back(method.error().message);
    }
  }
  for (const auto* policy : {"bwrap", "seccomp"}) {
    const auto data = config::load_data(paths, std::string("policies/") + policy + ".json", policy);
    if (!data) findings.data_errors.push_back(data.error().message);
  }
}

// Makes nothing: a folder that is missing is asked for where it would be made.
FolderFinding look_at_folder(const std::string& path) {
  if (platform::exists(path)) {
    const auto usable = platform::make_private_folder(path);
    return {path, usable ? "" : usable.error().message};
  }
  auto above = parent_of(path);
  while (above != "/" && !platform::exists(above)) above = parent_of(above);
  if (platform::is_folder(above) &&
      (platform::is_root() || platform::may_write_unprivileged(above))) {
    return {path, ""};
  }
  return {path, "cannot be made: you may not write in " + above, false};
}

void look_at_folders(Findings& findings, const platform::Paths& paths) {
  for (const auto& path : {paths.config, paths.data, paths.state, paths.runtime}) {
    findings.folders.push_back(look_at_folder(path));
  }
  findings.state_folder = paths.state;
  findings.free_bytes = platform::free_bytes(paths.state);
  findings.socket_path = paths.runtime.size() + std::string("/12345678.sock").size();
  findings.socket_path_limit = platform::socket_path_limit();
}

void look_at_desktop(Findings& findings, const platform::Paths& paths,
                     const std::string& terminal) {
  const auto runtime = variable("XDG_RUNTIME_DIR");
  findings.runtime_folder = !runtime.empty();
  findings.desktop = !variable("DISPLAY").empty() || !variable("WAYLAND_DISPLAY").empty();
  findings.desktop_name = variable("XDG_CURRENT_DESKTOP");
  findings.session_bus = !variable("DBUS_SESSION_BUS_ADDRESS").empty() ||
                         (!runtime.empty() && platform::exists(runtime + "/bus"));
  for (const auto& folder : {std::string("/usr/share"), paths.home + "/.local/share"}) {
    for (const auto& name : platform::list_folder(folder + "/gnome-shell/extensions")) {
      findings.gnome_indicators |= name.find("ppindicator") != std::string::npos;
    }
  }
  findings.terminal = terminal;
  const auto known = config::load_data(paths, "terminals.json", "terminals");
  if (!terminal.empty() || !known) return;
  for (const auto* list : {"preferred", "known"}) {
    for (const auto& entry : known->value(list, Json::array())) {
      if (!findings.terminal.empty()) return;
      findings.terminal = platform::find_executable(entry.value("program", ""));
    }
  }
}

}  // namespace

Findings gather_findings(const platform::Paths& paths) {
  Findings findings;
  findings.root = platform::is_root();
  findings.distributions = read_distributions();
  look_for_sandbox(findings);
  for (const auto* name : {"sandtray-guest", "sandtray-host", "sandtray-tray"}) {
    const auto path = paths.bin + "/" + name;
    findings.programs[name] = platform::exists(path) ? path : "";
  }
  look_for_agents(findings, paths);
  const auto settings = config::load_settings(paths);
  if (!settings) {
    findings.settings_error = settings.error().message;
    // What others may write is refused whatever it says.
    if (settings.error().code == Code::refused) findings.settings_fix = settings.error().hint;
  }
  look_at_folders(findings, paths);
  look_at_desktop(findings, paths, settings ? settings->terminal : "");
  return findings;
}

}  // namespace sandtray::provision
