// SPDX-License-Identifier: MIT
#include "provision/checks.h"

namespace sandtray::provision {
namespace {

// What Ubuntu itself ships for other programs: namespaces for bubblewrap, nothing confined.
constexpr auto apparmor_profile =
    "printf '%s\\n' 'abi <abi/4.0>,' 'include <tunables/global>' "
    "'profile bwrap /usr/bin/bwrap flags=(unconfined) { userns, }' "
    "| sudo tee /etc/apparmor.d/bwrap && sudo apparmor_parser -r /etc/apparmor.d/bwrap";

}  // namespace

void check_linux_sandbox(const Findings& findings, Checks& checks) {
  const auto& found = findings.on_linux;
  if (found.bwrap.empty()) {
    checks.add("bubblewrap", Health::missing, "not installed: the method bwrap refuses to run",
               install(findings, "bubblewrap"));
  } else if (!found.bwrap_limits_nesting) {
    checks.add("bubblewrap", Health::warning,
               found.bwrap +
                   " is older than 0.8: the system call filter alone keeps agents from "
                   "namespaces of their own",
               install(findings, "bubblewrap"));
  } else {
    checks.add("bubblewrap", Health::ok, found.bwrap);
  }
  const auto& refused = found.namespaces.refused;
  if (refused.empty()) {
    checks.add("user namespaces", Health::ok, "can be used");
  } else {
    checks.add("user namespaces", Health::missing, refused,
               found.apparmor_restricts ? apparmor_profile : found.namespaces.fix);
  }
  checks.add(
      "seccomp", found.seccomp ? Health::ok : Health::missing,
      found.seccomp ? "the kernel filters system calls" : "the kernel has no seccomp filters",
      "Boot a kernel that has them (CONFIG_SECCOMP_FILTER).");
}

void check_linux_desktop(const Findings& findings, Checks& checks) {
  const auto& found = findings.on_linux;
  if (!found.runtime_folder) {
    checks.add("runtime folder", Health::warning,
               "XDG_RUNTIME_DIR is not set: sockets are kept with the sessions",
               "Log in through a session manager, or set it to a folder of your own (0700).");
  }
  if (!found.desktop) {
    checks.add("desktop", Health::ok, "no graphical session: the command line does all");
    return;
  }
  checks.add("session bus", found.session_bus ? Health::ok : Health::warning,
             found.session_bus ? "found" : "no D-Bus session: neither tray nor notifications",
             "Start the desktop with dbus-run-session, or install dbus-user-session.");
  if (found.desktop_name.find("GNOME") != std::string::npos && !found.gnome_indicators) {
    checks.add("tray icons", Health::warning, "GNOME shows none without an extension",
               install(findings, "gnome-shell-extension-appindicator"));
  }
  checks.add(
      "terminal", found.terminal.empty() ? Health::warning : Health::ok,
      found.terminal.empty() ? "none found: Attach in the tray cannot open one" : found.terminal,
      install(findings, "xterm"));
}

}  // namespace sandtray::provision
