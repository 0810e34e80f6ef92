// SPDX-License-Identifier: MIT
// What would be lost with a worktree: whatever is not in a commit, and commits that no other branch
// or tag holds. What cannot be looked at counts as work.
#pragma once

#include <string>
#include <vector>

namespace sandtray::session {

struct Worktree;

// In words, for a list: "3 changed or new files". `own` and `theirs`: for neutral_git.h.
std::vector<std::string> find_work(const Worktree& worktree, const std::string& own,
                                   const std::vector<std::string>& theirs);

}  // namespace sandtray::session
