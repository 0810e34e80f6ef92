// SPDX-License-Identifier: MIT
// What becomes of a file that others have changed while a form of it was open.
#include <gtest/gtest.h>

#include "app/agent_form.h"
#include "app/method_form.h"

namespace sandtray::app {
namespace {

TEST(FormChanges, WithoutAnyTheFileStaysAsItIsNow) {
  const auto method = [](const char* summary) {
    return Json{{"name", "mine"}, {"wrapper", {"env"}}, {"summary", summary}};
  };
  const auto opened = method_values(method("old"));
  auto present = method("new");
  present["host_address"] = "new.host";
  const auto before = present;
  change_method(present, opened, opened);
  EXPECT_EQ(present, before);

  const auto agent_opened = agent_values({{"name", "work"}, {"from", "claude"}});
  Json agent = {{"name", "work"}, {"from", "claude"}, {"disabled", true}, {"title", "Work"}};
  const auto agent_before = agent;
  change_agent(agent, agent_opened, agent_opened);
  EXPECT_EQ(agent, agent_before);
}

TEST(FormChanges, OnlyTheFieldsThatThePersonHasChangedAreWritten) {
  const Json method = {{"name", "mine"}, {"wrapper", {"env"}}, {"title", "Mine"}};
  const auto opened = method_values(method);
  auto values = opened;
  values["title"] = "Ours";
  values["words.offline"] = "--offline";
  auto present = method;
  present["host_address"] = "new.host";
  present["title"] = "Theirs";
  present["files"] = "All of them.";
  change_method(present, opened, values);
  EXPECT_EQ(present["title"], "Ours");
  EXPECT_EQ(present["words"]["offline"], Json({"--offline"}));
  EXPECT_EQ(present["host_address"], "new.host");
  EXPECT_EQ(present["files"], "All of them.");

  const Json agent = {{"name", "work"}, {"from", "claude"}, {"default_model", "opus"}};
  const auto agent_opened = agent_values(agent);
  auto agent_typed = agent_opened;
  agent_typed["default_model"].clear();
  auto agent_now = agent;
  agent_now["disabled"] = true;
  agent_now["args"] = {"--verbose"};
  change_agent(agent_now, agent_opened, agent_typed);
  EXPECT_EQ(
      agent_now,
      (Json{{"name", "work"}, {"from", "claude"}, {"disabled", true}, {"args", {"--verbose"}}}));
}

}  // namespace
}  // namespace sandtray::app
