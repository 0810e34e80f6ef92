// SPDX-License-Identifier: MIT
// What an agent makes in the folders of git that it may change, although no guard can keep it from
// that: symbolic links, through which git on this machine would write elsewhere, and worktrees,
// which say themselves where their configuration and hooks are.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "session/host/git_scan.h"

namespace sandtray::session {

class GitFolders {
 public:
  // What is there now is the person's.
  void remember(std::vector<std::string> folders);
  // A warning for everything that is new since then or since the last call, and one if not all
  // could be looked at.
  std::vector<std::string> news();

 private:
  std::vector<std::string> folders_;
  GitScan known_;
  std::set<std::string> unfinished_;  // of which it has been said
};

}  // namespace sandtray::session
