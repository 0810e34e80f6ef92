// SPDX-License-Identifier: MIT
// Which folder a path of the person's means, where agents can write and so could have put a
// symbolic link on the way.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "config/workspaces.h"
#include "session/store.h"

namespace sandtray::session {

// The first symbolic link on the way that another user, or the agent of a session that the store
// knows, or has known, may have made; empty if there is none. `theirs`: further folders where
// agents write.
std::string planted_link(const Store& store, const std::vector<std::string>& theirs,
                         const std::string& path);

// The place below one of the folders that leads to the program, and where an agent could have put
// something of its own; empty if there is none.
std::string place_of_agents(const std::vector<std::string>& folders, const std::string& program);

// Folders where the settings let every agent write; real paths.
std::vector<std::string> writable_mounts(const config::Settings& settings);

// The real path of the workspace that was asked for; empty means the current folder. not_found
// when there is none, refused behind a planted link.
Result<std::string> find_workspace(const Store& store, const config::Settings& settings,
                                   const std::string& given);

struct Place {
  std::string folder;                      // real path
  std::optional<config::Workspace> known;  // what the person's configuration says of it
};

// Likewise for a word that may be the name of a workspace: a name counts before a folder of that
// name, for the configuration is the person's and the folder may be an agent's. not_found also when
// the folder of a known one is gone.
Result<Place> find_place(const platform::Paths& paths, const Store& store,
                         const config::Settings& settings, const std::string& word);

// refused for a folder that must not be given to agents, whatever the method.
Result<> check_folder(const platform::Paths& paths, const std::string& real_folder);

// What a launch would refuse because of what it says, and, by whatever method, a folder that must
// not be given away. `method`: the system's own, which counts if neither it nor the settings name
// one.
Result<> check_workspace(const platform::Paths& paths, const config::Settings& settings,
                         const std::string& method, const config::Workspace& workspace);

}  // namespace sandtray::session
