// SPDX-License-Identifier: MIT
// A folder and a branch of its own for a session: a linked worktree of the person's repository in
// <state>/worktrees/NAME, with what is known of it in NAME.json beside it. It lies there, and not
// beside the repository, because no session can have anything in <state> as its workspace or mount:
// no other agent can reach it.
//
// Everything here looks at a repository that an agent may have written: nothing of it is run
// (worktree/neutral_git.h), and no symbolic link in it is followed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/file.h"
#include "platform/paths.h"
#include "session/store.h"

namespace sandtray::session {

struct Worktree {
  std::string name;    // of its folder, and of git's own for it: <repository>/.git/worktrees/NAME
  std::string folder;  // <state>/worktrees/NAME
  std::string repository;    // the person's, whose .git it shares
  std::string branch;        // "feature"
  bool made_branch = false;  // it was not there before
};

// Against others who make or remove one. Whoever makes one holds it until its session is there, for
// a worktree without a session and without work is swept.
Result<platform::FileLock> lock_worktrees(const platform::Paths& paths);

// The worktree of that branch; made if there is none of ours, of the present commit if there is no
// such branch. `repository` is a real path. usage if it cannot have one or the branch is checked
// out elsewhere, refused where something is in the way.
Result<Worktree> make_worktree(const platform::Paths& paths, const Store& store,
                               const std::string& repository, const std::string& branch);

// What would be lost with it, in words; empty if nothing would.
std::vector<std::string> work_in(const platform::Paths& paths, const Worktree& worktree);

// With the branch, if it was made here and all that is in it is in another one, too. refused, with
// what would be lost, unless `force`: then the folder is removed, and the branch kept.
Result<> remove_worktree(const platform::Paths& paths, const Worktree& worktree, bool force);

// That of a session's workspace.
std::optional<Worktree> worktree_at(const platform::Paths& paths, const std::string& folder);

// Whether another session has its workspace there; live ones alone, if wanted.
bool is_used(const Store& store, const Worktree& worktree, bool live_only,
             const std::string& but = {});

// Removes every one that no live session uses and that holds no work: it has been merged.
void sweep_worktrees(const platform::Paths& paths, const Store& store);

}  // namespace sandtray::session
