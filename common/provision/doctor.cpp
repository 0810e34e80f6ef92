// SPDX-License-Identifier: MIT
#include "provision/doctor.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "provision/checks.h"

namespace sandtray::provision {
namespace {

constexpr std::uint64_t low_disk = 1u << 30;
constexpr std::uint64_t no_disk = 64u << 20;

struct PackageManager {
  std::string_view distribution, command;
};
constexpr std::array<PackageManager, 9> package_managers = {{
    {"debian", "apt-get install -y"},
    {"ubuntu", "apt-get install -y"},
    {"fedora", "dnf install -y"},
    {"rhel", "dnf install -y"},
    {"centos", "dnf install -y"},
    {"arch", "pacman -S --needed"},
    {"suse", "zypper install -y"},
    {"opensuse", "zypper install -y"},
    {"alpine", "apk add"},
}};

std::string amount(std::uint64_t bytes) {
  return bytes >= low_disk ? std::to_string(bytes >> 30) + " GiB"
                           : std::to_string(bytes >> 20) + " MiB";
}

void check_machine(const platform::Machine& machine, Checks& checks) {
  std::vector<std::string> told;
  Json figures = Json::object();
  if (machine.processors != 0) {
    told.push_back(std::to_string(machine.processors) +
                   (machine.processors == 1 ? " processor" : " processors"));
    figures["processors"] = machine.processors;
  }
  if (machine.memory != 0) {
    told.push_back(amount(machine.memory) + " of memory");
    figures["memory"] = machine.memory;
  }
  if (machine.available != 0) {
    told.push_back(amount(machine.available) + " available");
    figures["available"] = machine.available;
  }
  checks.add("machine", Health::ok, told.empty() ? "cannot be told" : join(told, ", "), "",
             std::move(figures));
}

void check_programs(const Findings& findings, Checks& checks) {
  checks.add("git", findings.tools.at("git").empty() ? Health::warning : Health::ok,
             findings.tools.at("git").empty() ? "not installed: agents cannot commit"
                                              : findings.tools.at("git"),
             install(findings, "git"));
  for (const auto& [name, path] : findings.programs) {
    const bool tray = name == "sandtray-tray";
    const auto health = !path.empty() ? Health::ok : tray ? Health::warning : Health::missing;
    checks.add(name, health, path.empty() ? "is not beside this program" : path,
               tray && findings.system == "linux"
                   ? "Build and install Sandtray with its tray: libsystemd is needed."
                   : "Install Sandtray again.");
  }
  for (const auto& error : findings.data_errors) {
    checks.add("data files", Health::missing, error.message,
               error.hint.empty() ? "Correct or remove the file." : error.hint);
  }
  if (findings.data_errors.empty()) checks.add("data files", Health::ok, "complete");
}

// Of no interest where nobody has installed them.
void check_sandboxes(const config::DockerSandboxes& found, Checks& checks) {
  using Known = config::DockerSandboxes::Known;
  constexpr auto name = "Docker Sandboxes";
  if (found.program.empty()) return;
  const auto what = found.program + ", " + found.version;
  if (found.signed_in == Known::no) {
    checks.add(name, Health::warning, what + ": you are not signed in to Docker", "sbx login");
  } else if (found.policy == Known::no) {
    checks.add(name, Health::warning, what + ": no network policy is chosen, so no sandbox starts",
               "sbx policy init balanced");
  } else {
    checks.add(name, Health::ok, what);
  }
}

void check_agents(const Findings& findings, Checks& checks) {
  bool any = false;
  for (const auto& agent : findings.agents) {
    if (!agent.not_executable.empty()) {
      checks.add("agent " + agent.name, Health::warning,
                 agent.not_executable + " is not executable",
                 "chmod +x " + shell_quote(agent.not_executable));
    } else if (agent.path.empty()) {
      checks.add("agent " + agent.name, Health::warning, agent.command + " is not on PATH",
                 agent.install);
    } else if (!agent.missing.empty()) {
      checks.add("agent " + agent.name, Health::warning, "needs " + join(agent.missing, ", "),
                 install(findings, join(agent.missing, " ")));
    } else {
      checks.add("agent " + agent.name, Health::ok, agent.path);
      any = true;
    }
  }
  if (!any) {
    checks.add("agents", Health::missing, "there is no agent to run",
               "Install one of those above.");
  }
}

// What makes the folder private, or where the folders come from.
std::string folder_fix(const Findings& findings, const FolderFinding& folder) {
  if (findings.system == "windows") {
    return folder.can_exist
               ? "icacls \"" + folder.path +
                     "\" /inheritance:r /grant:r \"%USERNAME%:(OI)(CI)F\" \"SYSTEM:(OI)(CI)F\""
               : "APPDATA and LOCALAPPDATA must name folders in which you may write.";
  }
  return folder.can_exist ? "chown \"$USER\" " + shell_quote(folder.path) + " && chmod 700 " +
                                shell_quote(folder.path)
                          : "HOME and the XDG variables must name folders in which you may write.";
}

void check_files(const Findings& findings, Checks& checks) {
  checks.add("settings", findings.settings_error.empty() ? Health::ok : Health::missing,
             findings.settings_error.empty() ? "valid" : findings.settings_error,
             findings.settings_fix.empty() ? "sandtray config edit" : findings.settings_fix);
  for (const auto& note : findings.settings_notes) {
    checks.add("settings", Health::warning, note, "sandtray config edit, unless you want it so");
  }
  for (const auto& folder : findings.folders) {
    if (folder.problem.empty()) continue;
    checks.add("private folders", Health::missing, folder.path + ": " + folder.problem,
               folder_fix(findings, folder));
  }
  const bool low = findings.free_bytes < low_disk;
  checks.add("disk",
             findings.free_bytes < no_disk ? Health::missing
             : low                         ? Health::warning
                                           : Health::ok,
             amount(findings.free_bytes) + " free for " + findings.state_folder,
             "Remove old sessions with `sandtray rm`, or make room.");
  const bool fits = findings.socket_path < findings.socket_path_limit;
  checks.add("sockets", fits ? Health::ok : Health::missing,
             fits ? "paths are short enough"
                  : "a path of " + std::to_string(findings.socket_path) + " bytes is too long",
             "Set XDG_RUNTIME_DIR to a shorter folder of your own.");
}

}  // namespace

std::string install(const Findings& findings, const std::string& package) {
  if (findings.system != "linux") return "Install " + package + " and see that it is on PATH.";
  for (const auto& distribution : findings.on_linux.distributions) {
    for (const auto& manager : package_managers) {
      if (manager.distribution != distribution) continue;
      return (findings.root ? "" : "sudo ") + std::string(manager.command) + " " + package;
    }
  }
  return "Install the package " + package + " with the system's package manager.";
}

std::vector<Check> diagnose(const Findings& findings) {
  Checks checks;
  if (findings.system == "linux") check_linux_sandbox(findings, checks);
  if (findings.system == "macos") check_mac(findings, checks);
  if (findings.system == "windows") check_windows(findings, checks);
  check_machine(findings.machine, checks);
  check_programs(findings, checks);
  check_sandboxes(findings.sandboxes, checks);
  check_agents(findings, checks);
  check_files(findings, checks);
  if (findings.system == "linux") check_linux_desktop(findings, checks);
  return checks.take();
}

Health worst(const std::vector<Check>& checks) {
  auto found = Health::ok;
  for (const auto& check : checks) found = std::max(found, check.health);
  return found;
}

std::string_view to_string(Health health) {
  constexpr std::array<std::string_view, 3> names = {"ok", "warning", "missing"};
  return names[static_cast<std::size_t>(health)];
}

Json checks_to_json(const std::vector<Check>& checks) {
  Json json = Json::array();
  for (const auto& check : checks) {
    json.push_back({{"name", check.name},
                    {"status", to_string(check.health)},
                    {"detail", check.detail},
                    {"fix", check.fix}});
    if (!check.figures.empty()) json.back()["figures"] = check.figures;
  }
  return json;
}

}  // namespace sandtray::provision
