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
  // could be looked at. Of each kind the first ten of a session are named; the rest is counted, so
  // that many do not bury one.
  std::vector<std::string> news();

 private:
  struct Kind {
    std::string what;           // "symbolic links"
    std::string before, after;  // the path, in a warning of its own
    std::size_t told = 0;
  };
  void tell(Kind& kind, const std::vector<std::string>& paths, std::vector<std::string>& warnings);

  std::vector<std::string> folders_;
  GitScan known_;
  std::set<std::string> unfinished_;  // of which it has been said
  Kind links_ = {"symbolic links", "the session has made the symbolic link ",
                 ": git on this machine would write where it leads"};
  Kind worktrees_ = {
      "worktrees", "the session has made the worktree ",
      ": see what its files commondir, gitdir and config.worktree say before you run "
      "git in it"};
  Kind closed_ = {
      "folders that cannot be read", "cannot look through ",
      ": remove the folder, or see that no symbolic link lies in it, before you run git "
      "here"};
  Kind too_many_ = {"folders with too many entries", "too many entries to look through in ",
                    ": git on this machine would write where the symbolic links lead that `find "
                    "-type l` shows there"};
};

}  // namespace sandtray::session
