// SPDX-License-Identifier: MIT
// The shipped presets: each loads, and none edits what is the person's.
#include <gmock/gmock.h>

#include "config/catalog.h"

namespace sandtray::config {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

platform::Paths shipped_only() {
  platform::Paths paths;
  paths.share = SANDTRAY_SOURCE_DIR "/common/data";
  paths.config = "/nonexistent";
  return paths;
}

Agent shipped(const std::string& name) {
  const auto agent = load_agent(shipped_only(), name);
  EXPECT_TRUE(agent) << (agent ? "" : agent.error().message);
  return agent ? *agent : Agent{};
}

TEST(Presets, EveryShippedOneLoads) {
  const auto names = agent_names(shipped_only());
  EXPECT_THAT(names, ElementsAre("claude", "codex", "gemini", "opencode", "shell"));
  for (const auto& name : names) EXPECT_FALSE(shipped(name).install.empty()) << name;
}

TEST(Presets, EveryAgentCanBypassAndCanAsk) {
  for (const auto* name : {"claude", "codex", "gemini", "opencode"}) {
    const auto agent = shipped(name);
    EXPECT_THAT(agent.permissions, Contains(::testing::Key("bypass"))) << name;
    EXPECT_THAT(agent.permissions, Contains(::testing::Key("ask"))) << name;
  }
}

TEST(Presets, EveryAgentHasItsWordsForAModelAndItsLastConversation) {
  for (const auto* name : {"claude", "codex", "gemini", "opencode"}) {
    EXPECT_THAT(shipped(name).model.args, Contains("{model}")) << name;
    EXPECT_FALSE(shipped(name).resume.args.empty()) << name;
  }
  EXPECT_TRUE(shipped("shell").resume.args.empty());
  EXPECT_TRUE(shipped("gemini").login.empty());  // it asks where it is started
  for (const auto* name : {"claude", "codex", "opencode"}) {
    EXPECT_FALSE(shipped(name).login.empty()) << name;
  }
}

TEST(Restarts, WaitTwiceAsLongEachTimeUpToTheLongest) {
  const Restart restart = restart_from_json({{"times", 9}, {"delay_s", 5}, {"max_delay_s", 35}});
  std::vector<int> delays;
  for (int number = 0; number < 5; ++number) delays.push_back(restart_delay_s(restart, number));
  EXPECT_EQ(delays, (std::vector<int>{5, 10, 20, 35, 35}));
  EXPECT_EQ(restart_delay_s({1000, 86400, 86400, 1}, 999), 86400);
  EXPECT_EQ(restart_delay_s({1000, 0, 60, 1}, 999), 0);
  EXPECT_EQ(restart_to_json(restart_from_json(restart_to_json(restart))), restart_to_json(restart));
}

TEST(Presets, NoFixedVariableHoldsASecret) {
  for (const auto& name : agent_names(shipped_only())) {
    for (const auto& [variable, value] : shipped(name).env) {
      EXPECT_THAT(variable, Not(HasSubstr("KEY"))) << name;
      EXPECT_THAT(variable, Not(HasSubstr("TOKEN"))) << name;
    }
  }
}

// A repository may bring hooks and settings of its own. Without a boundary they would run as the
// person, so there the agent's own question about trust stays.
TEST(Presets, NothingVouchesForAWorkspaceOutsideABoundary) {
  for (const auto& name : agent_names(shipped_only())) {
    const auto agent = shipped(name);
    auto words = agent.args;
    for (const auto& [variable, value] : agent.env) words.push_back(variable);
    for (const auto& [profile, added] : agent.permissions) {
      words.insert(words.end(), added.args.begin(), added.args.end());
    }
    for (const auto& word : words) {
      EXPECT_THAT(word, Not(HasSubstr("trust"))) << name;
      EXPECT_THAT(word, Not(HasSubstr("TRUST"))) << name;
    }
  }
}

}  // namespace
}  // namespace sandtray::config
