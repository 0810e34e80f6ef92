// SPDX-License-Identifier: MIT
#include "session/host/git_folders.h"

#include "base/text.h"

namespace sandtray::session {
namespace {

constexpr std::size_t most_told = 10;

std::vector<std::string> without(const std::set<std::string>& known,
                                 const std::set<std::string>& now) {
  std::vector<std::string> fresh;
  for (const auto& path : now) {
    if (!known.contains(path)) fresh.push_back(path);
  }
  return fresh;
}

}  // namespace

void GitFolders::remember(std::vector<std::string> folders) {
  folders_ = std::move(folders);
  known_ = scan_git(folders_);
}

void GitFolders::tell(Kind& kind, const std::vector<std::string>& paths,
                      std::vector<std::string>& warnings) {
  std::size_t at = 0;
  for (; at < paths.size() && kind.told < most_told; ++at, ++kind.told) {
    warnings.push_back(kind.before + display_text(paths[at]) + kind.after);
  }
  if (at == paths.size()) return;
  warnings.push_back("and " + std::to_string(paths.size() - at) + " more " + kind.what +
                     " among git's own files, such as " + display_text(paths[at]) +
                     ": look at them all before you run git here");
}

std::vector<std::string> GitFolders::news() {
  auto now = scan_git(folders_);
  std::vector<std::string> links;
  for (const auto& [path, target] : now.links) {
    const auto before = known_.links.find(path);
    if (before == known_.links.end() || before->second != target) links.push_back(path);
  }
  std::vector<std::string> warnings;
  tell(links_, links, warnings);
  tell(worktrees_, without(known_.worktrees, now.worktrees), warnings);
  tell(closed_, without(known_.closed, now.closed), warnings);
  tell(too_many_, without(unfinished_, now.unfinished), warnings);
  unfinished_.insert(now.unfinished.begin(), now.unfinished.end());
  known_ = std::move(now);
  return warnings;
}

}  // namespace sandtray::session
