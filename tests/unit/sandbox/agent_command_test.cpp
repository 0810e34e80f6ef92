// SPDX-License-Identifier: MIT
// What of a wish reaches the agent's own command line, and what it cannot be told is refused.
#include <gtest/gtest.h>

#include "golden/machine.h"

namespace sandtray::sandbox {
namespace {

using Words = std::vector<std::string>;

// The words of the agent's command.
Words words_of(const PlanRequest& request) {
  const auto plan = make_plan(request, test::machine());
  if (!plan) return {plan.error().message};
  const auto& main = plan->main;
  const auto start = std::find(main.begin(), main.end(), "/usr/bin/agent");
  return start == main.end() ? Words() : Words(start + 1, main.end());
}

PlanRequest wish() {
  auto request = test::wish();
  request.agent.args.clear();
  request.agent.permissions["edit"] = {{"--edits"}, {}};
  request.agent.model = {{"--model={model}"}, {}};
  request.agent.resume = {{"resume"}, {}};
  request.agent.resume_not_before = {"exec"};
  request.agent.subcommands = {"mcp"};
  request.agent.leading = {"run"};
  return request;
}

PlanRequest wish(const std::string& option, const std::string& value, const Words& words) {
  auto request = wish();
  request.spec.options[option] = value;
  request.spec.args = words;
  return request;
}

// A profile that a preset has for sandboxes must not open the machine.
TEST(AgentCommand, AProfileByDefaultThatAsksForNothingCountsInsideABoundaryAlone) {
  const auto profile = [](bool boundary, const std::string& usual) {
    auto request = wish();
    request.agent.default_permissions = usual;
    if (!boundary) test::use_host_method(request);
    return words_of(request).at(0);
  };
  EXPECT_EQ(profile(true, ""), "--yes");
  EXPECT_EQ(profile(true, "edit"), "--edits");
  EXPECT_EQ(profile(true, "ask"), "--ask");
  EXPECT_EQ(profile(false, ""), "--ask");
  EXPECT_EQ(profile(false, "bypass"), "--ask");
  EXPECT_EQ(profile(false, "edit"), "--edits");
}

TEST(AgentCommand, AModelByDefaultGivesWayToTheOneThatIsAskedFor) {
  auto request = wish();
  request.agent.default_model = "small";
  EXPECT_EQ(words_of(request), Words({"--yes", "--model=small", "fix it"}));
  request.spec.options["model"] = "big {home}";
  EXPECT_EQ(words_of(request), Words({"--yes", "--model=big {home}", "fix it"}));
}

TEST(AgentCommand, ALeadingWordStandsBeforeThePresetsOwn) {
  EXPECT_EQ(words_of(wish("resume", "last", {"run", "fix it"})),
            Words({"run", "--yes", "resume", "fix it"}));
  EXPECT_EQ(words_of(wish("resume", "last", {"fix", "run"})),
            Words({"--yes", "resume", "fix", "run"}));
}

TEST(AgentCommand, WhatTheAgentCannotBeToldIsRefused) {
  auto neither = wish();
  neither.agent.model = neither.agent.resume = {};
  neither.spec.options["model"] = "big";
  auto conversation = neither;
  conversation.spec.options = {{"resume", "last"}};
  const struct {
    PlanRequest request;
    std::string message;
  } cases[] = {
      {neither, "Agent cannot be told which model to use"},
      {conversation, "Agent has no conversation that it could go on with"},
      {wish("resume", "last", {"exec", "x"}), "Agent does not take --resume with \"exec\""},
      {wish("resume", "last", {"mcp"}), "Agent takes neither --model nor --resume with \"mcp\""},
      {wish("model", "big", {"mcp"}), "Agent takes neither --model nor --resume with \"mcp\""},
      {wish("resume", "first", {}), "\"resume\" cannot be \"first\""},
      {wish("model", "", {}), "\"model\" cannot be \"\""},
      {wish("model", "--yes", {}), "\"model\" cannot be \"--yes\""},
      {wish("model", "a\nb", {}), "\"model\" cannot be \"a b\""},
      {wish("model", "a\xff", {}), "\"model\" cannot be \"a\""},
      {wish("model", std::string(201, 'a'), {}),
       "\"model\" cannot be \"" + std::string(40, 'a') + "\xe2\x80\xa6\""},
  };
  for (const auto& [request, message] : cases) {
    const auto plan = make_plan(request, test::machine());
    ASSERT_FALSE(plan) << message;
    EXPECT_EQ(plan.error().code, Code::usage);
    EXPECT_EQ(plan.error().message, message);
  }
}

}  // namespace
}  // namespace sandtray::sandbox
