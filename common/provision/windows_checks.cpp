// SPDX-License-Identifier: MIT
// No method that confines is built for Windows yet, and the doctor says so. WSL, which one will
// use, is told as a fact and asked of nobody.
#include <cstdlib>

#include "provision/checks.h"

namespace sandtray::provision {
namespace {

constexpr long first_with_consoles = 17763;

std::string fact(const Findings& findings, const std::string& name) {
  const auto found = findings.facts.find(name);
  return found == findings.facts.end() ? "" : found->second;
}

}  // namespace

void check_windows(const Findings& findings, Checks& checks) {
  const bool has_consoles =
      std::strtol(fact(findings, "build").c_str(), nullptr, 10) >= first_with_consoles;
  checks.add("Windows", has_consoles ? Health::ok : Health::missing,
             fact(findings, "version") +
                 (has_consoles ? "" : " has no pseudo-consoles, on which sessions run"),
             "Update to Windows 10 version 1809 (10.0.17763) or later.");
  checks.add("sandbox", Health::missing,
             "none here yet: a session starts only with -m host, where nothing is confined, with "
             "-m agent, "
             "where an agent confines its own commands, or with a method of your own",
             "`sandtray methods` lists what there is, docs/windows.md what is planned.");
  const bool distribution = !fact(findings, "wsl_distribution").empty();
  const bool installed = distribution || !fact(findings, "wsl").empty();
  checks.add("WSL", Health::ok,
             std::string(distribution ? "has a distribution"
                         : installed  ? "installed, without a distribution"
                                      : "not installed") +
                 "; no method uses it yet");
  const auto terminal = findings.tools.find("wt");
  const bool has_terminal = terminal != findings.tools.end() && !terminal->second.empty();
  checks.add(
      "terminal", Health::ok,
      has_terminal ? terminal->second : "Windows' own console; Windows Terminal is not installed");
  const bool long_paths = !fact(findings, "long_paths").empty();
  checks.add("long paths", long_paths ? Health::ok : Health::warning,
             long_paths ? "switched on"
                        : "switched off: agents may fail on paths of more than 260 characters",
             "As administrator: reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\FileSystem "
             "/v LongPathsEnabled /t REG_DWORD /d 1 /f");
}

}  // namespace sandtray::provision
