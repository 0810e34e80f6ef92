// SPDX-License-Identifier: MIT
#include "tray/choices.h"

#include "config/catalog.h"
#include "config/workspaces.h"

namespace sandtray::tray {

std::vector<app::AgentEntry> agents_to_run(const platform::Paths& paths) {
  std::vector<app::AgentEntry> entries;
  for (const auto& agent : config::agents_to_choose(paths)) {
    entries.push_back({agent.name, agent.title});
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
