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

TEST(FormChanges, WhatIsSaidOfAProgramIsNotSaidOfAnother) {
  const Json before = {{"name", "mine"},       {"wrapper", {"docker", "run", "{command}"}},
                       {"boundary", true},     {"title", "Docker"},
                       {"summary", "Strong."}, {"files", "None."},
                       {"processes", "None."}, {"network", "None."},
                       {"devices", "None."},   {"withstands", {"loopback"}},
                       {"tried_on", {"linux"}}};
  const auto opened = method_values(before);
  auto program = program_of(opened);
  EXPECT_EQ(program, "docker");
  const auto alarm = [&](const Values& values) {
    return method_fields(false, before, values)[1].alarm;
  };
  auto values = opened;
  values["wrapper"] = "docker run --privileged {command}";
  values = after_wrapper(values, program);
  EXPECT_EQ(values["boundary"], yes);
  EXPECT_EQ(alarm(values), "");
  EXPECT_EQ(method_from(values, before)["files"], "None.");

  values["wrapper"] = "env";
  values = after_wrapper(values, program);
  EXPECT_EQ(values["boundary"], "");
  EXPECT_NE(alarm(values).find("docker"), std::string::npos);
  auto present = before;
  change_method(present, opened, values);
  EXPECT_EQ(
      present,
      (Json{{"name", "mine"}, {"wrapper", {"env"}}, {"boundary", false}, {"title", "Docker"}}));
  // Who claims it again is believed.
  values["boundary"] = yes;
  values["wrapper"] = "env A=b";
  values = after_wrapper(values, program);
  const auto claimed = method_from(values, before);
  EXPECT_EQ(claimed["boundary"], true);
  EXPECT_FALSE(claimed.contains("withstands"));
  EXPECT_FALSE(claimed.contains("tried_on"));
  // Nothing was said, so nothing is dropped.
  const Json modest = {{"name", "mine"}, {"wrapper", {"docker"}}};
  EXPECT_EQ(method_fields(true, modest, values)[1].alarm, "");
}

}  // namespace
}  // namespace sandtray::app
