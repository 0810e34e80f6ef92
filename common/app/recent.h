// SPDX-License-Identifier: MIT
// Which folders and which agent were used lately, by the sessions that there are. Pure. The folder
// that a test of a method makes for itself counts for none, and neither does the test's agent.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "session/store.h"

namespace sandtray::app {

// Below the home, and then the session's id: the folder that `sandtray methods test` makes for
// itself.
constexpr auto test_folder = "/.cache/sandtray/test-";

// Whether the folder is there. It is asked about few of them.
using FolderCheck = std::function<bool(const std::string&)>;

// The last session of every folder, the latest first; worktrees are left out, which go. They point
// into `sessions`.
std::vector<const session::Snapshot*> latest_by_folder(
    const std::vector<session::Snapshot>& sessions);

// Folders of past and present sessions that are there, the latest first, each once.
std::vector<std::string> recent_workspaces(const std::vector<session::Snapshot>& sessions,
                                           std::size_t at_most, const FolderCheck& is_there);
// That of the latest session; empty if there was none.
std::string last_agent(const std::vector<session::Snapshot>& sessions);

}  // namespace sandtray::app
