// SPDX-License-Identifier: MIT
#include "app/agent_form.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace sandtray::app {
namespace {

constexpr auto notifications = "notifications";

TEST(AgentForm, HasASwitchForNotificationsBesideTheOneForMcp) {
  const auto fields = agent_fields({}, {}, /*fresh=*/false);
  const auto at = std::find_if(fields.begin(), fields.end(),
                               [](const auto& field) { return field.key == notifications; });
  ASSERT_NE(at, fields.end());
  EXPECT_EQ(at->kind, FieldKind::flag);
  EXPECT_TRUE(at->enabled);
  EXPECT_FALSE(at->advanced);
  ASSERT_NE(at + 1, fields.end());
  EXPECT_EQ((at + 1)->key, "mcp");
}

TEST(AgentForm, WritesTheSwitchOnlyWhereItIsOff) {
  const Json usual = {{"name", "mine"}, {"from", "claude"}};
  auto values = agent_values(usual);
  EXPECT_EQ(values[notifications], yes) << "on by default";
  EXPECT_EQ(agent_from(values, usual), usual);
  values[notifications] = flag_text(false);
  const auto silent = agent_from(values, usual);
  EXPECT_EQ(silent, (Json{{"name", "mine"}, {"from", "claude"}, {notifications, false}}));
  values = agent_values(silent);
  EXPECT_EQ(values[notifications], flag_text(false));
  EXPECT_EQ(agent_from(values, silent), silent);
  values[notifications] = yes;
  EXPECT_EQ(agent_from(values, silent), usual);
}

TEST(AgentForm, LeavesTheSwitchAsTheFileHasIt) {
  const Json said = {{"name", "mine"}, {"from", "claude"}, {notifications, true}};
  EXPECT_EQ(agent_from(agent_values(said), said), said);
  const auto opened = agent_values({{"name", "mine"}, {"from", "claude"}});
  auto typed = opened;
  typed["default_model"] = "opus";
  Json switched_meanwhile = {{"name", "mine"}, {"from", "claude"}, {notifications, false}};
  change_agent(switched_meanwhile, opened, typed);
  EXPECT_EQ(switched_meanwhile.at(notifications), Json(false));
}

}  // namespace
}  // namespace sandtray::app
