// SPDX-License-Identifier: MIT
// Mounts that keep an agent from planting what the person's own tools would later run: git's hooks
// and configuration, and settings of agents. A guarded file is mounted read-only over itself, and
// every folder that leads to it is mounted over itself too, for a mountpoint cannot be renamed or
// removed. What does not exist is first made as a placeholder that means nothing to git.
#pragma once

#include "sandbox/bwrap_policy.h"
#include "sandbox/host_facts.h"
#include "sandbox/plan.h"

namespace sandtray::sandbox {

struct Bind {
  std::string path;  // the same on both sides
  bool writable = false;
};

struct Guards {
  std::vector<Bind> binds;  // in this order, over the workspace
  std::vector<Placeholder> placeholders;
  std::vector<std::string> watch;
  std::vector<std::string> git_folders;  // where the agent may write
  std::vector<std::string> notes;
};

// For messages: "a symbolic link".
std::string kind_words(PathKind kind);

// The names that are guarded in a git folder, with what stands in for a missing one.
const std::vector<Placeholder>& guarded_names(GitFolder::Role role);

// refused when .git is of a kind that cannot be guarded.
Result<Guards> guard_git(const GitFacts& git, const std::string& workspace);
// The same for a writable mount of the settings; shows nothing that lies outside of it.
Result<Guards> guard_git_of_mount(const GitFacts& git, const std::string& mount);
// Without guards; what git needs outside the workspace is still there.
Result<Guards> open_git(const GitFacts& git);
Guards guard_agent_settings(const HostFacts& facts, const std::string& workspace);

// Adds to the end. A folder is mounted over itself once only: a second time would hide the guards
// that lie in it.
void add_guards(Guards& guards, const Guards& more);

}  // namespace sandtray::sandbox
