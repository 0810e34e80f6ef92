// SPDX-License-Identifier: MIT
#include "tray/choices.h"

#include "config/catalog.h"
#include "config/workspaces.h"

namespace sandtray::tray {

std::vector<app::AgentEntry> agents_to_run(const platform::Paths& paths) {
  std::vector<app::AgentEntry> entries;
  for (const auto& name : config::agent_names(paths)) {
    if (const auto agent = config::load_agent(paths, name); agent && !agent->disabled) {
      entries.push_back({name, agent->title});
    }
  }
  return entries;
}

std::vector<app::WorkspaceEntry> workspaces_to_run(const platform::Paths& paths) {
  std::vector<app::WorkspaceEntry> entries;
  for (const auto& name : config::workspace_names(paths)) {
    if (const auto known = config::load_workspace(paths, name)) {
      entries.push_back({name, known->folder, known->agent});
    }
  }
  return entries;
}

}  // namespace sandtray::tray
