// SPDX-License-Identifier: MIT
#include "provision/findings.h"

#include "base/path.h"
#include "config/catalog.h"
#include "config/settings.h"
#include "platform/disk.h"
#include "platform/file.h"
#include "platform/not_executable.h"
#include "platform/socket.h"
#include "platform/system_facts.h"
#include "platform/system_name.h"
#include "provision/linux_findings.h"

namespace sandtray::provision {
namespace {

// Of others, by system: what a method uses or will use, and what people ask about.
const std::map<std::string, std::vector<std::string>> tools_of = {
    {"linux", {"git"}},
    {"macos", {"git", "limactl", "safehouse", "sandbox-exec"}},
    {"windows", {"git", "wt"}},
};

void look_for_agents(Findings& findings, const platform::Paths& paths) {
  for (const auto& name : config::agent_names(paths)) {
    const auto agent = config::load_agent(paths, name);
    if (!agent) {
      findings.data_errors.push_back(agent.error());
      continue;
    }
    if (agent->disabled) continue;
    AgentFinding found{name, agent->title, agent->command, "", "", {}, agent->install};
    found.path = platform::find_executable(agent->command);
    if (found.path.empty()) found.not_executable = platform::find_not_executable(agent->command);
    for (const auto& program : agent->needs) {
      if (platform::find_executable(program).empty()) found.missing.push_back(program);
    }
    findings.agents.push_back(std::move(found));
  }
  for (const auto& name : config::method_names(paths)) {
    if (const auto method = config::load_method(paths, name); !method) {
      findings.data_errors.push_back(method.error());
    }
  }
  for (const auto* policy : {"bwrap", "seccomp"}) {
    const auto data = config::load_data(paths, std::string("policies/") + policy + ".json", policy);
    if (!data) findings.data_errors.push_back(data.error());
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

}  // namespace

Findings gather_findings(const platform::Paths& paths) {
  Findings findings;
  findings.system = platform::system_name;
  findings.root = platform::is_root();
  findings.facts = platform::system_facts();
  findings.machine = platform::look_at_machine();
  for (const auto& name : tools_of.at(findings.system)) {
    findings.tools[name] = platform::find_executable(name);
  }
  for (const auto* name : {"sandtray-guest", "sandtray-host", "sandtray-tray"}) {
    findings.programs[name] = platform::find_executable(paths.bin + "/" + name);
  }
  findings.sandboxes = config::look_at_docker_sandboxes(config::find_sbx(), /*version=*/true);
  look_for_agents(findings, paths);
  const auto settings = config::load_settings(paths);
  if (!settings) {
    findings.settings_error = settings.error().message;
    // What others may write is refused whatever it says.
    if (settings.error().code == Code::refused) findings.settings_fix = settings.error().hint;
  }
  look_at_folders(findings, paths);
  if (findings.system == "linux") {
    findings.on_linux = gather_linux_findings(paths, settings ? settings->terminal : "");
  }
  return findings;
}

}  // namespace sandtray::provision
