// SPDX-License-Identifier: MIT
// What git's configuration and hooks lead to outside the folders of git: included files, scripts
// behind hooks that are symbolic links. Only what lies where the agent may write becomes a fact.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sandbox/host_facts.h"

namespace sandtray::session {

class GitLinks {
 public:
  // `areas`: real paths of the folders that the agent may change.
  GitLinks(sandbox::GitFacts& facts, std::string home, std::vector<std::string> areas);

  void follow_folder(const sandbox::GitFolder& folder);
  void follow_config(const std::string& file, int depth = 0);
  // A path as written in a file of that folder.
  void add(const std::string& target, const std::string& folder);
  // When all has been followed: where hooks would be looked for and nothing is yet.
  void find_missing_hooks();
  // What git obeys at its own place, and all that lies in a folder of such; notes what has other
  // names.
  void check_names(const std::string& path);

 private:
  void follow_hooks(const std::string& hooks, int depth = 0);
  void note_if_missing(const std::string& hooks);
  std::string with_home(const std::string& path) const;

  sandbox::GitFacts& facts_;
  std::string home_;
  std::vector<std::string> areas_;
  std::set<std::string> seen_;
  std::set<std::string> hooks_paths_;  // values of core.hooksPath
};

// The folders between an area and a path below it, the upmost first, without either.
std::vector<std::string> folders_between(const std::string& area, const std::string& path);

}  // namespace sandtray::session
