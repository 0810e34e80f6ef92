// SPDX-License-Identifier: MIT
#include "session/facts/git_walk.h"

#include <deque>

#include "platform/file.h"

namespace sandtray::session {
namespace {

using platform::PathKind;

// About a millisecond.
constexpr int max_depth = 3;
constexpr int max_entries = 2000;
constexpr std::size_t max_repositories = 64;

struct Level {
  std::string folder;
  int depth;
};

}  // namespace

bool is_bare_repository(const std::string& folder) {
  return platform::kind_of(folder + "/HEAD") != PathKind::missing &&
         platform::is_folder(folder + "/objects") && platform::is_folder(folder + "/refs");
}

std::vector<std::string> find_repositories(const std::string& top) {
  std::vector<std::string> found;
  std::deque<Level> waiting = {{top, 1}};
  int entries = 0;
  while (!waiting.empty()) {
    const auto level = waiting.front();
    waiting.pop_front();
    for (const auto& name : platform::list_folder(level.folder)) {
      if (found.size() == max_repositories || ++entries > max_entries) return found;
      if (name == ".git" || name == "node_modules") continue;
      const auto folder = level.folder + "/" + name;
      if (platform::kind_of(folder) != PathKind::folder) continue;
      if (platform::kind_of(folder + "/.git") != PathKind::missing) {
        found.push_back(folder + "/.git");
      } else if (is_bare_repository(folder)) {
        found.push_back(folder);
        continue;
      }
      if (level.depth < max_depth) waiting.push_back({folder, level.depth + 1});
    }
  }
  return found;
}

}  // namespace sandtray::session
