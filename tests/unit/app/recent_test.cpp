// SPDX-License-Identifier: MIT
#include "app/recent.h"

#include <gtest/gtest.h>

#include "unit/app/sessions.h"

namespace sandtray::app {
namespace {

using session::State;

session::Snapshot session_in(const std::string& folder, const std::string& agent,
                             std::int64_t created_ms, const std::string& id) {
  auto snapshot = live_session(State::working, 0, id);
  snapshot.spec.workspace = folder;
  snapshot.spec.agent = agent;
  snapshot.created_ms = created_ms;
  return snapshot;
}

TEST(Recent, LeavesOutTestsAndFoldersThatAreGone) {
  const auto is_there = [](const std::string& folder) { return folder != "/gone"; };
  const std::vector<session::Snapshot> sessions = {
      session_in("/old", "codex", 1, "aaaa2345"), session_in("/new", "claude", 3, "bbbb2345"),
      session_in("/gone", "claude", 2, "cccc2345"),
      session_in("/home/ann/.cache/sandtray/test-dddd2345", "shell", 4, "dddd2345")};
  EXPECT_EQ(recent_workspaces(sessions, 9, is_there), (std::vector<std::string>{"/new", "/old"}));
  EXPECT_EQ(recent_workspaces(sessions, 1, is_there), std::vector<std::string>{"/new"});
  EXPECT_EQ(last_agent(sessions), "claude");
  EXPECT_EQ(last_agent({}), "");
}

}  // namespace
}  // namespace sandtray::app
