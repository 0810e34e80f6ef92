// SPDX-License-Identifier: MIT
#include "session/host/git_folders.h"

#include "base/path.h"
#include "base/text.h"
#include "platform/file.h"

namespace sandtray::session {
namespace {

using platform::PathKind;

// Far more than anybody's repository has, and less than a tenth of a second.
constexpr std::size_t max_entries = 20000;

bool is_worktree(const std::string& path) {
  return name_of(parent_of(path)) == "worktrees";
}

std::string warning_of(const std::string& path) {
  if (is_worktree(path)) {
    return "the session has made the worktree " + display_text(path) +
           ": see what its files commondir, gitdir and config.worktree say before you run git in "
           "it";
  }
  return "the session has made the symbolic link " + display_text(path) +
         ": git on this machine would write where it leads";
}

}  // namespace

void GitFolders::remember(std::vector<std::string> folders) {
  folders_ = std::move(folders);
  (void)look();
}

std::vector<std::string> GitFolders::news() {
  std::vector<std::string> warnings;
  for (const auto& path : look()) warnings.push_back(warning_of(path));
  return warnings;
}

// Links lie in the folder itself or in one of its own: there are no names deeper down that git
// follows and an agent can foretell.
std::vector<std::string> GitFolders::look() {
  std::vector<std::string> found;
  std::size_t entries = 0;
  for (const auto& top : folders_) {
    std::vector<std::string> waiting = {top};
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      for (const auto& name : platform::list_folder(waiting[i])) {
        if (++entries > max_entries) return found;
        const auto path = waiting[i] + "/" + name;
        const auto kind = platform::kind_of(path);
        const bool news = kind == PathKind::link || (i > 0 && is_worktree(path));
        if (news && known_.insert(path).second) found.push_back(path);
        if (i == 0 && kind == PathKind::folder) waiting.push_back(path);
      }
    }
  }
  return found;
}

}  // namespace sandtray::session
