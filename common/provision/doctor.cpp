// SPDX-License-Identifier: MIT
#include "provision/doctor.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace sandtray::provision {
namespace {

constexpr std::uint64_t low_disk = 1u << 30;
constexpr std::uint64_t no_disk = 64u << 20;

// What Ubuntu itself ships for other programs: namespaces for bubblewrap, nothing confined.
constexpr auto apparmor_profile =
    "printf '%s\\n' 'abi <abi/4.0>,' 'include <tunables/global>' "
    "'profile bwrap /usr/bin/bwrap flags=(unconfined) { userns, }' "
    "| sudo tee /etc/apparmor.d/bwrap && sudo apparmor_parser -r /etc/apparmor.d/bwrap";

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

std::string install(const Findings& findings, const std::string& package) {
  for (const auto& distribution : findings.distributions) {
    for (const auto& manager : package_managers) {
      if (manager.distribution != distribution) continue;
      return (findings.root ? "" : "sudo ") + std::string(manager.command) + " " + package;
    }
  }
  return "Install the package " + package + " with the system's package manager.";
}

std::string amount(std::uint64_t bytes) {
  return bytes >= low_disk ? std::to_string(bytes >> 30) + " GiB"
                           : std::to_string(bytes >> 20) + " MiB";
}

class Diagnosis {
 public:
  explicit Diagnosis(const Findings& findings) : findings_(findings) {}

  std::vector<Check> all() {
    sandbox();
    programs();
    agents();
    files();
    desktop();
    return std::move(checks_);
  }

 private:
  void add(std::string name, Health health, std::string detail, std::string fix = {}) {
    checks_.push_back({std::move(name), health, std::move(detail),
                       health == Health::ok ? std::string() : std::move(fix)});
  }

  void sandbox() {
    if (findings_.bwrap.empty()) {
      add("bubblewrap", Health::missing, "not installed: the method bwrap refuses to run",
          install(findings_, "bubblewrap"));
    } else if (!findings_.bwrap_limits_nesting) {
      add("bubblewrap", Health::warning,
          findings_.bwrap +
              " is older than 0.8: the system call filter alone keeps agents from "
              "namespaces of their own",
          install(findings_, "bubblewrap"));
    } else {
      add("bubblewrap", Health::ok, findings_.bwrap);
    }
    const auto& refused = findings_.namespaces.refused;
    if (refused.empty()) {
      add("user namespaces", Health::ok, "can be used");
    } else {
      add("user namespaces", Health::missing, refused,
          findings_.apparmor_restricts ? apparmor_profile : findings_.namespaces.fix);
    }
    add("seccomp", findings_.seccomp ? Health::ok : Health::missing,
        findings_.seccomp ? "the kernel filters system calls" : "the kernel has no seccomp filters",
        "Boot a kernel that has them (CONFIG_SECCOMP_FILTER).");
    add("git", findings_.git.empty() ? Health::warning : Health::ok,
        findings_.git.empty() ? "not installed: agents cannot commit" : findings_.git,
        install(findings_, "git"));
  }

  void programs() {
    for (const auto& [name, path] : findings_.programs) {
      const bool tray = name == "sandtray-tray";
      const auto health = !path.empty() ? Health::ok : tray ? Health::warning : Health::missing;
      add(name, health, path.empty() ? "is not beside this program" : path,
          tray ? "Build and install Sandtray with its tray: libsystemd is needed."
               : "Install Sandtray again.");
    }
    for (const auto& error : findings_.data_errors) {
      add("data files", Health::missing, error, "Correct or remove the file.");
    }
    if (findings_.data_errors.empty()) add("data files", Health::ok, "complete");
  }

  void agents() {
    bool any = false;
    for (const auto& agent : findings_.agents) {
      if (agent.path.empty()) {
        add("agent " + agent.name, Health::warning, agent.command + " is not on PATH",
            agent.install);
      } else if (!agent.missing.empty()) {
        add("agent " + agent.name, Health::warning, "needs " + join(agent.missing, ", "),
            install(findings_, join(agent.missing, " ")));
      } else {
        add("agent " + agent.name, Health::ok, agent.path);
        any = true;
      }
    }
    if (!any) {
      add("agents", Health::missing, "there is no agent to run", "Install one of those above.");
    }
  }

  void files() {
    add("settings", findings_.settings_error.empty() ? Health::ok : Health::missing,
        findings_.settings_error.empty() ? "valid" : findings_.settings_error,
        findings_.settings_fix.empty() ? "sandtray config edit" : findings_.settings_fix);
    for (const auto& folder : findings_.folders) {
      if (folder.problem.empty()) continue;
      add("private folders", Health::missing, folder.path + ": " + folder.problem,
          folder.can_exist
              ? "chown \"$USER\" " + shell_quote(folder.path) + " && chmod 700 " +
                    shell_quote(folder.path)
              : "HOME and the XDG variables must name folders in which you may write.");
    }
    const bool low = findings_.free_bytes < low_disk;
    add("disk",
        findings_.free_bytes < no_disk ? Health::missing
        : low                          ? Health::warning
                                       : Health::ok,
        amount(findings_.free_bytes) + " free for " + findings_.state_folder,
        "Remove old sessions with `sandtray rm`, or make room.");
    const bool fits = findings_.socket_path < findings_.socket_path_limit;
    add("sockets", fits ? Health::ok : Health::missing,
        fits ? "paths are short enough"
             : "a path of " + std::to_string(findings_.socket_path) + " bytes is too long",
        "Set XDG_RUNTIME_DIR to a shorter folder of your own.");
    if (!findings_.runtime_folder) {
      add("runtime folder", Health::warning,
          "XDG_RUNTIME_DIR is not set: sockets are kept with the sessions",
          "Log in through a session manager, or set it to a folder of your own (0700).");
    }
  }

  void desktop() {
    if (!findings_.desktop) {
      add("desktop", Health::ok, "no graphical session: the command line does all");
      return;
    }
    add("session bus", findings_.session_bus ? Health::ok : Health::warning,
        findings_.session_bus ? "found" : "no D-Bus session: neither tray nor notifications",
        "Start the desktop with dbus-run-session, or install dbus-user-session.");
    if (findings_.desktop_name.find("GNOME") != std::string::npos && !findings_.gnome_indicators) {
      add("tray icons", Health::warning, "GNOME shows none without an extension",
          install(findings_, "gnome-shell-extension-appindicator"));
    }
    add("terminal", findings_.terminal.empty() ? Health::warning : Health::ok,
        findings_.terminal.empty() ? "none found: Attach in the tray cannot open one"
                                   : findings_.terminal,
        install(findings_, "xterm"));
  }

  const Findings& findings_;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> diagnose(const Findings& findings) {
  return Diagnosis(findings).all();
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
  }
  return json;
}

}  // namespace sandtray::provision
