// SPDX-License-Identifier: MIT
// Looks through folders of git for what leads git elsewhere. No link is followed, and only as much
// is read as can be while an agent rests.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace sandtray::session {

struct GitScan {
  std::map<std::string, std::string> links;  // and what they hold
  std::set<std::string> worktrees;
  std::set<std::string> closed;      // folders that cannot be read, though git may write in them
  std::set<std::string> unfinished;  // of the folders given: there is more than the limit
};

// 30 to 50 ms, and 150 where an agent makes all of them folders.
constexpr std::size_t most_git_names = 50000;

// At first the names right in each of the folders and in its worktrees/ and modules/, up to `limit`
// in each of these; then all below, the upmost first, up to `limit` together, where a folder counts
// for several names. Only loose objects are left out: git makes them under names of its own and
// never writes to one that is there.
GitScan scan_git(const std::vector<std::string>& folders, std::size_t limit = most_git_names);

}  // namespace sandtray::session
