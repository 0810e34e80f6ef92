// SPDX-License-Identifier: MIT
// What the doctor looks at on this machine. Gathered in one place so that the diagnosis is pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "config/docker_sandboxes.h"
#include "platform/machine.h"
#include "platform/namespaces.h"
#include "platform/paths.h"

namespace sandtray::provision {

struct AgentFinding {
  std::string name, title;
  std::string command;
  std::string path;                  // empty: not found
  std::string not_executable;        // then: a file of its name that may not be executed
  std::vector<std::string> missing;  // further programs that it needs
  std::string install;
};

struct FolderFinding {
  std::string path;
  std::string problem;    // empty: private, or can be made
  bool can_exist = true;  // false: nothing can be made where it would have to be
};

struct LinuxFindings {
  std::vector<std::string> distributions;  // ID and ID_LIKE of /etc/os-release
  std::string bwrap;                       // empty: not found
  bool bwrap_limits_nesting = false;
  platform::NamespaceAnswer namespaces;
  bool apparmor_restricts = false;  // ... user namespaces to programs with a profile
  bool seccomp = false;             // the kernel filters system calls
  bool desktop = false;             // a graphical session
  std::string desktop_name;
  bool session_bus = false;
  bool gnome_indicators = false;  // the GNOME extension that shows tray icons
  std::string terminal;           // the person's, or the first known one; empty: none
  bool runtime_folder = false;    // XDG_RUNTIME_DIR is set
};

struct Findings {
  std::string system;  // linux, macos, windows
  bool root = false;
  std::map<std::string, std::string> facts;     // of platform/system_facts.h
  std::map<std::string, std::string> tools;     // of others: name to path; empty: missing
  std::map<std::string, std::string> programs;  // of ours, likewise
  config::DockerSandboxes sandboxes;
  std::vector<AgentFinding> agents;
  std::vector<Error> data_errors;  // of shipped and own data files
  std::string settings_error;
  std::string settings_fix;                 // empty: to edit them is what helps
  std::vector<std::string> settings_notes;  // what every launch tells of good ones
  std::vector<FolderFinding> folders;
  platform::Machine machine;
  std::string state_folder;
  std::uint64_t free_bytes = 0;  // for sessions
  std::size_t socket_path = 0;   // length of a session's socket path
  std::size_t socket_path_limit = 0;
  LinuxFindings on_linux;
};

Findings gather_findings(const platform::Paths& paths);

}  // namespace sandtray::provision
