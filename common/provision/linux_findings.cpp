// SPDX-License-Identifier: MIT
#include "provision/linux_findings.h"

#include <algorithm>
#include <cstdlib>

#include "base/text.h"
#include "config/catalog.h"
#include "platform/file.h"

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

void look_for_sandbox(LinuxFindings& found) {
  found.bwrap = platform::find_executable("bwrap");
  if (!found.bwrap.empty()) {
    const auto program = platform::read_file(found.bwrap, 4 << 20);
    found.bwrap_limits_nesting = program && program->find("--disable-userns") != std::string::npos;
  }
  found.namespaces = platform::probe_user_namespaces(found.bwrap);
  found.apparmor_restricts = found.namespaces.refused.find("AppArmor") != std::string::npos;
  found.seccomp = platform::exists("/proc/sys/kernel/seccomp/actions_avail");
}

void look_at_desktop(LinuxFindings& found, const platform::Paths& paths,
                     const std::string& terminal) {
  const auto runtime = variable("XDG_RUNTIME_DIR");
  found.runtime_folder = !runtime.empty();
  found.desktop = !variable("DISPLAY").empty() || !variable("WAYLAND_DISPLAY").empty();
  found.desktop_name = variable("XDG_CURRENT_DESKTOP");
  found.session_bus = !variable("DBUS_SESSION_BUS_ADDRESS").empty() ||
                      (!runtime.empty() && platform::exists(runtime + "/bus"));
  for (const auto& folder : {std::string("/usr/share"), paths.home + "/.local/share"}) {
    for (const auto& name : platform::list_folder(folder + "/gnome-shell/extensions")) {
      found.gnome_indicators |= name.find("ppindicator") != std::string::npos;
    }
  }
  found.terminal = terminal;
  const auto known = config::load_data(paths, "terminals.json", "terminals");
  if (!terminal.empty() || !known) return;
  for (const auto* list : {"preferred", "known"}) {
    for (const auto& entry : known->value(list, Json::array())) {
      if (!found.terminal.empty()) return;
      found.terminal = platform::find_executable(entry.value("program", ""));
    }
  }
}

}  // namespace

LinuxFindings gather_linux_findings(const platform::Paths& paths, const std::string& terminal) {
  LinuxFindings found;
  found.distributions = read_distributions();
  look_for_sandbox(found);
  look_at_desktop(found, paths, terminal);
  return found;
}

}  // namespace sandtray::provision
