// SPDX-License-Identifier: MIT
// Which folder a path of the person's means, where agents can write and so could have put a
// symbolic link on the way.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "config/settings.h"
#include "session/store.h"

namespace sandtray::session {

// The first symbolic link on the way that another user, or the agent of a session that the store
// knows, may have made; empty if there is none. `theirs`: further folders where agents write.
std::string planted_link(const Store& store, const std::vector<std::string>& theirs,
                         const std::string& path);

// Folders where the settings let every agent write; real paths.
std::vector<std::string> writable_mounts(const config::Settings& settings);

// The real path of the workspace that was asked for; empty means the current folder. not_found
// when there is none, refused behind a planted link.
Result<std::string> find_workspace(const Store& store, const config::Settings& settings,
                                   const std::string& given);

}  // namespace sandtray::session
