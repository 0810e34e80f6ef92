// SPDX-License-Identifier: MIT
#include "session/host/git_folders.h"

#include "base/text.h"

namespace sandtray::session {

void GitFolders::remember(std::vector<std::string> folders) {
  folders_ = std::move(folders);
  known_ = scan_git(folders_);
}

std::vector<std::string> GitFolders::news() {
  auto now = scan_git(folders_);
  std::vector<std::string> warnings;
  for (const auto& [path, target] : now.links) {
    const auto before = known_.links.find(path);
    if (before != known_.links.end() && before->second == target) continue;
    warnings.push_back("the session has made the symbolic link " + display_text(path) +
                       ": git on this machine would write where it leads");
  }
  for (const auto& path : now.worktrees) {
    if (known_.worktrees.contains(path)) continue;
    warnings.push_back("the session has made the worktree " + display_text(path) +
                       ": see what its files commondir, gitdir and config.worktree say before you "
                       "run git in it");
  }
  for (const auto& path : now.closed) {
    if (known_.closed.contains(path)) continue;
    warnings.push_back("cannot look through " + display_text(path) +
                       ": remove the folder, or see that no symbolic link lies in it, before you "
                       "run git here");
  }
  for (const auto& path : now.unfinished) {
    if (!unfinished_.insert(path).second) continue;
    warnings.push_back("too many entries in " + display_text(path) +
                       " to look through: git on this machine would write where the symbolic links "
                       "lead that `find " +
                       display_text(path) + " -type l` shows");
  }
  known_ = std::move(now);
  return warnings;
}

}  // namespace sandtray::session
