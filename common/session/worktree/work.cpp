// SPDX-License-Identifier: MIT
#include "session/worktree/work.h"

#include <algorithm>

#include "base/text.h"
#include "platform/beneath.h"
#include "platform/file.h"
#include "session/facts/git_walk.h"
#include "session/worktree/neutral_git.h"
#include "session/worktree/refs.h"
#include "session/worktree/worktree.h"

namespace sandtray::session {
namespace {

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

// Files that are in no commit; those that the project ignores do not count, as for git.
Result<std::size_t> changes(const NeutralGit& git, const Worktree& worktree) {
  const auto admin = "worktrees/" + worktree.name + "/index";
  const auto index = platform::read_beneath(worktree.repository + "/.git", admin, 512u << 20);
  if (!index) return Failure(index.error());
  SANDTRAY_TRY(platform::write_file(git.index(), *index));
  const auto status = git.run({"status", "--porcelain", "-z", "--no-renames", "--ignored=no",
                               "--untracked-files=all", "--ignore-submodules=all"},
                              worktree.folder);
  if (!status) return Failure(status.error());
  return static_cast<std::size_t>(std::count(status->begin(), status->end(), '\0'));
}

// Commits of the branch, or of what is checked out, that nothing else holds.
Result<std::size_t> unmerged(const NeutralGit& git, const Worktree& worktree, const Refs& refs,
                             const std::string& tip, const std::string& head) {
  const auto own = "refs/heads/" + worktree.branch;
  std::string input = tip + "\n" + head + "\n";
  for (const auto& [ref, value] : refs.all()) {
    if (ref != own && ref != "refs/stash") input += "^" + value + "\n";
  }
  const auto present = refs.head("HEAD");
  if (is_object_name(present)) input += "^" + present + "\n";
  const auto count =
      git.run({"rev-list", "--count", "--ignore-missing", "--stdin"}, worktree.folder, input);
  if (!count) return Failure(count.error());
  return static_cast<std::size_t>(std::strtoull(count->c_str(), nullptr, 10));
}

Result<std::vector<std::string>> look(const Worktree& worktree, const std::string& own,
                                      std::vector<std::string> theirs) {
  theirs.push_back(worktree.repository);
  const auto common = worktree.repository + "/.git";
  const auto refs = Refs::read(common);
  if (!refs) return Failure(refs.error());
  const auto tip = refs->value("refs/heads/" + worktree.branch);
  auto head = refs->head("worktrees/" + worktree.name + "/HEAD");
  if (!is_object_name(head)) head = refs->value(head);
  if (tip.empty() || head.empty()) {
    return fail(Code::internal, "its branch or its HEAD cannot be read");
  }
  auto git = NeutralGit::make(own, common + "/objects", head, theirs);
  if (!git) return Failure(git.error());
  std::vector<std::string> work;
  const auto changed = changes(*git, worktree);
  if (!changed) return Failure(changed.error());
  if (*changed > 0) work.push_back(counted(*changed, "file", "files") + " not committed");
  // git would not look into it.
  if (const auto nested = find_repositories(worktree.folder); !nested.empty()) {
    work.push_back("a repository of its own, " + display_text(nested.front()));
  }
  const auto commits = unmerged(*git, worktree, *refs, tip, head);
  if (!commits) return Failure(commits.error());
  if (*commits > 0) work.push_back(counted(*commits, "commit", "commits") + " not merged");
  return work;
}

}  // namespace

std::vector<std::string> find_work(const Worktree& worktree, const std::string& own,
                                   const std::vector<std::string>& theirs) {
  auto work = look(worktree, own, theirs);
  if (work) return std::move(*work);
  return {"what cannot be looked at (" + work.error().message + ")"};
}

}  // namespace sandtray::session
