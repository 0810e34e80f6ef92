// SPDX-License-Identifier: MIT
// A launch mode is the same wherever it is said: on the command line, in an agent's file, in a
// form.
#include "app/launch_mode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/agent_form.h"
#include "app/session_form.h"

namespace sandtray::app {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class LaunchMode : public testing::Test {
 protected:
  static config::MethodInfo method(const std::string& name, bool boundary) {
    config::MethodInfo info;
    info.name = info.title = name;
    info.boundary = boundary;
    return info;
  }

  static config::Agent agent(const std::string& name, const std::string& launch = "",
                             const std::string& to_sbx = "") {
    config::Agent agent;
    agent.name = agent.title = agent.command = name;
    agent.launch = launch;
    agent.sbx.agent = to_sbx;
    return agent;
  }

  static SessionFacts session_facts() {
    SessionFacts facts;
    facts.agents = {agent("claude", "", "claude"), agent("boxed", "sbx", "claude"), agent("mine")};
    facts.methods = {method("bwrap", true), method("host", false), method("sbx", true)};
    facts.workspaces = {"/home/me/project"};
    facts.usual_method = "bwrap";
    facts.home = "/home/me";
    return facts;
  }

  static const Field& field(const std::vector<Field>& fields, const std::string& key) {
    for (const auto& one : fields) {
      if (one.key == key) return one;
    }
    throw std::out_of_range(key);
  }

  static std::vector<std::string> values_of(const Field& choice) {
    std::vector<std::string> values;
    for (const auto& option : choice.options) values.push_back(option.value);
    return values;
  }
};

TEST_F(LaunchMode, TheSessionGoesBeforeTheWorkspaceAndThatBeforeThePreset) {
  const struct {
    LaunchWish wish;
    std::string preset, method;
  } cases[] = {
      {{"", "", ""}, "", ""},
      {{"", "", ""}, "default", ""},
      {{"", "", ""}, "sbx", "sbx"},
      {{"default", "", ""}, "sbx", ""},
      {{"", "host", ""}, "sbx", "host"},
      {{"", "", "host"}, "sbx", "host"},
      {{"sbx", "", ""}, "", "sbx"},
      {{"sbx", "sbx", ""}, "", "sbx"},
      {{"sbx", "", "host"}, "", "sbx"},
      {{"default", "", "host"}, "", "host"},
      {{"default", "bwrap", "host"}, "", "bwrap"},
  };
  for (const auto& [wish, preset, method] : cases) {
    const auto found = method_by_launch(wish, preset);
    EXPECT_EQ(found.value_or("?"), method) << wish.launch << "," << wish.method << "," << preset;
  }
}

TEST_F(LaunchMode, WhatDiffersIsRefused) {
  const auto differs = method_by_launch({"sbx", "host", ""}, "");
  ASSERT_FALSE(differs);
  EXPECT_EQ(differs.error().code, Code::usage);
  EXPECT_THAT(differs.error().message, HasSubstr("takes the place of a method"));
  for (const auto& [wish, preset] :
       {std::pair{LaunchWish{"vm", "", ""}, ""}, std::pair{LaunchWish{"", "", ""}, "vm"}}) {
    const auto unknown = method_by_launch(wish, preset);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().hint, "Known: default, sbx.");
  }
}

TEST_F(LaunchMode, ANewSessionHasTheChoice) {
  const auto facts = session_facts();
  auto values = session_values(facts);
  const auto launch = field(session_fields(facts, values), "launch");
  EXPECT_THAT(values_of(launch), ElementsAre("", "default", "sbx"));
  EXPECT_EQ(launch.options[0].text, "The usual one (default)");
  EXPECT_EQ(launch.help, "");
  EXPECT_THAT(run_words(facts, values), Not(Contains("--launch")));
  values["launch"] = "sbx";
  EXPECT_EQ(check_session(facts, values), Reasons());
  EXPECT_EQ(run_words(facts, values),
            (std::vector<std::string>{"run", "-d", "--launch", "sbx", "-w", "/home/me/project",
                                      "claude"}));
  EXPECT_NE(field(session_fields(facts, values), "launch").help, "");
  // What would confine it is not what the settings say.
  EXPECT_EQ(field(session_fields(facts, values), "method").options[0].text, "The default (sbx)");
}

TEST_F(LaunchMode, AnAgentsOwnIsTheUsualOne) {
  auto facts = session_facts();
  auto values = session_values(facts);
  values["agent"] = "boxed";
  EXPECT_EQ(field(session_fields(facts, values), "launch").options[0].text, "The usual one (sbx)");
  EXPECT_EQ(field(session_fields(facts, values), "method").options[0].text, "The default (sbx)");
  // It says how the session runs, which is all that is asked for.
  facts.settings.containerized_agents = false;
  EXPECT_EQ(check_session(facts, values), Reasons());
  values["launch"] = "default";
  EXPECT_EQ(check_session(facts, values).count("method"), 1U);
  // A default that confines nothing is in red only where it counts.
  facts.settings.containerized_agents = true;
  facts.settings.default_method = "host";
  EXPECT_NE(field(session_fields(facts, values), "method").alarm, "");
  values["launch"] = "";
  EXPECT_EQ(field(session_fields(facts, values), "method").alarm, "");
}

TEST_F(LaunchMode, TheFormSaysWhatTheCommandWouldSay) {
  const auto facts = session_facts();
  auto values = session_values(facts);
  values["launch"] = "sbx";
  values["method"] = "host";
  EXPECT_EQ(check_session(facts, values)["launch"],
            "sbx takes the place of a method, so host cannot confine it. Leave -m or --launch "
            "away.");
  values["method"] = "";
  values["agent"] = "mine";
  EXPECT_THAT(check_session(facts, values)["launch"],
              HasSubstr("mine is no agent that Docker Sandboxes are known to have. Give its"));
}

TEST_F(LaunchMode, WhatASystemHasNotIsNotOffered) {
  auto facts = session_facts();
  facts.methods.pop_back();
  EXPECT_THAT(values_of(field(session_fields(facts, {}), "launch")), ElementsAre("", "default"));
  EXPECT_THAT(values_of(field(agent_fields(agent("mine"), facts.methods, false), "launch")),
              ElementsAre("", "default"));
}

TEST_F(LaunchMode, AnAgentsFileSaysIt) {
  const auto facts = session_facts();
  const auto usual = field(agent_fields(facts.agents[1], facts.methods, false), "launch");
  EXPECT_EQ(usual.options[0].text, "The usual one (sbx)");
  EXPECT_THAT(field(agent_fields(facts.agents[2], facts.methods, false), "launch").help,
              HasSubstr("\"sbx\""));
  const Json before = {{"name", "mine"}, {"from", "claude"}, {"launch", "sbx"}};
  auto values = agent_values(before);
  EXPECT_EQ(values["launch"], "sbx");
  EXPECT_EQ(agent_from(values, before), before);
  values["launch"] = "default";
  EXPECT_EQ(agent_from(values, before)["launch"], "default");
  values["launch"] = "";
  EXPECT_FALSE(agent_from(values, before).contains("launch"));
}

}  // namespace
}  // namespace sandtray::app
