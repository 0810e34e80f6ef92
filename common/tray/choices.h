// SPDX-License-Identifier: MIT
// What the menu offers to run, as the person's configuration has it now. What cannot be read is
// left out: the command says what is wrong with it.
#pragma once

#include <vector>

#include "app/menu_model.h"
#include "platform/paths.h"

namespace sandtray::tray {

std::vector<app::AgentEntry> agents_to_run(const platform::Paths& paths);
std::vector<app::WorkspaceEntry> workspaces_to_run(const platform::Paths& paths);

}  // namespace sandtray::tray
