// SPDX-License-Identifier: MIT
#include "app/recent.h"

#include <algorithm>
#include <set>

namespace sandtray::app {
namespace {

using session::Snapshot;

// Its folder goes with the test.
bool is_of_test(const Snapshot& snapshot) {
  return snapshot.spec.workspace.ends_with(test_folder + snapshot.spec.id);
}

}  // namespace

std::vector<const Snapshot*> latest_by_folder(const std::vector<Snapshot>& sessions) {
  std::vector<const Snapshot*> by_age;
  by_age.reserve(sessions.size());
  for (const auto& snapshot : sessions) by_age.push_back(&snapshot);
  std::stable_sort(by_age.begin(), by_age.end(), [](const Snapshot* a, const Snapshot* b) {
    return a->created_ms > b->created_ms;
  });
  std::set<std::string> seen;
  std::erase_if(by_age, [&](const Snapshot* snapshot) {
    const auto& folder = snapshot->spec.workspace;
    // A worktree is of one session, and goes.
    return folder.empty() || !snapshot->spec.branch.empty() || is_of_test(*snapshot) ||
           !seen.insert(folder).second;
  });
  return by_age;
}

std::vector<std::string> recent_workspaces(const std::vector<Snapshot>& sessions,
                                           std::size_t at_most, const FolderCheck& is_there) {
  std::vector<std::string> folders;
  for (const auto* snapshot : latest_by_folder(sessions)) {
    if (folders.size() == at_most) break;
    const auto& folder = snapshot->spec.workspace;
    if (is_there(folder)) folders.push_back(folder);
  }
  return folders;
}

std::string last_agent(const std::vector<Snapshot>& sessions) {
  const Snapshot* last = nullptr;
  for (const auto& one : sessions) {
    const bool later = last == nullptr || one.created_ms > last->created_ms;
    if (later && !is_of_test(one)) last = &one;
  }
  return last == nullptr ? "" : last->spec.agent;
}

}  // namespace sandtray::app
