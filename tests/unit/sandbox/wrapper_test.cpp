// SPDX-License-Identifier: MIT
// A method of the person gets exactly the words that were meant, and nothing when they cannot be
// given.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "golden/machine.h"

namespace sandtray::sandbox {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class WrapperPlan : public testing::Test {
 protected:
  WrapperPlan() {
    request_.spec.method = request_.method.name = "mine";
    request_.method.own = true;
    request_.method.boundary = true;
    request_.method.needs = "wrap";
    request_.method.wrapper.argv = {"wrap"};
    request_.agent.args.clear();
    request_.agent.files.clear();
    request_.agent.permissions.clear();
    request_.agent.env.clear();
    request_.agent.seeds.clear();
    facts_.programs = {{"wrap", {"/usr/bin/wrap", ""}}, {"tidy", {"/usr/bin/tidy", ""}}};
    facts_.user_id = "1001";
    facts_.group_id = "1002";
  }

  config::Wrapper& wrapper() { return request_.method.wrapper; }
  Plan plan() {
    auto made = make_plan(request_, facts_);
    EXPECT_TRUE(made) << made.error().message;
    return made.value_or(Plan{});
  }
  Error refusal() {
    const auto made = make_plan(request_, facts_);
    EXPECT_FALSE(made);
    return made ? Error{} : made.error();
  }

  PlanRequest request_ = test::wish();
  HostFacts facts_ = test::machine();
};

TEST_F(WrapperPlan, TheCommandFollows) {
  wrapper().argv = {"wrap", "--quiet", "--"};
  EXPECT_THAT(plan().main, ElementsAre("/usr/bin/wrap", "--quiet", "--", "agent", "fix it"));
}

TEST_F(WrapperPlan, OrStandsWhereItIsPut) {
  wrapper().argv = {"wrap", "{command}", "--end"};
  EXPECT_THAT(plan().main, ElementsAre("/usr/bin/wrap", "agent", "fix it", "--end"));
}

// Nothing that is put in makes a word, a placeholder or a shell's command of itself.
TEST_F(WrapperPlan, AWordStaysOneWord) {
  request_.spec.workspace = "/home/ada/a b;$(reboot) {home}";
  request_.spec.args = {"{command}", "{workspace}", "'; reboot #\n"};
  wrapper().argv = {"wrap", "--bind={workspace}:{cwd}", "{command}"};
  EXPECT_THAT(plan().main,
              ElementsAre("/usr/bin/wrap",
                          "--bind=/home/ada/a b;$(reboot) {home}:/home/ada/a b;$(reboot) {home}",
                          "agent", "{command}", "{workspace}", "'; reboot #\n"));
}

// ssh gives what it gets to the shell of the other machine.
TEST_F(WrapperPlan, AShellElsewhereGetsQuotedWords) {
  request_.spec.workspace = "/home/ada/it's";
  request_.spec.args = {"$(reboot)", "{command}"};
  wrapper().argv = {"wrap", "cd", "{cwd:sh}", "&&", "{command:sh}"};
  EXPECT_THAT(plan().main, ElementsAre("/usr/bin/wrap", "cd", "'/home/ada/it'\\''s'", "&&",
                                       "agent '$(reboot)' '{command}'"));
}

TEST_F(WrapperPlan, KnowsTheSession) {
  wrapper().argv = {"wrap", "{session}", "{uid}:{gid}", "{home}"};
  const auto made = plan();
  EXPECT_THAT(made.main, ElementsAre("/usr/bin/wrap", "abcdefgh", "1001:1002", facts_.private_home,
                                     "agent", "fix it"));
  EXPECT_EQ(made.private_home, facts_.private_home);
}

TEST_F(WrapperPlan, KnowsHowToStop) {
  wrapper().stop = {"tidy", "stop", "{session}"};
  const auto made = plan();
  EXPECT_THAT(made.stop, ElementsAre(ElementsAre("/usr/bin/tidy", "stop", "abcdefgh")));
  const auto read = plan_from_json(plan_to_json(made));
  EXPECT_EQ(read ? read->stop : std::vector<Argv>(), made.stop);
  facts_.programs["tidy"].path = "";
  EXPECT_EQ(refusal().code, Code::unavailable);
}

TEST_F(WrapperPlan, TheAgentIsToldByWhichNameThisMachineIsReached) {
  wrapper().host_address = "host.example";
  wrapper().argv = {"wrap", "{network}", "{env:-e}"};
  wrapper().offline = {"--off"};
  EXPECT_THAT(plan().env, Contains(testing::Pair("SANDTRAY_HOST_ADDRESS", "host.example")));
  EXPECT_THAT(plan().main, Contains("SANDTRAY_HOST_ADDRESS"));
  request_.spec.options["network"] = "none";
  EXPECT_THAT(plan().env, Not(Contains(testing::Key("SANDTRAY_HOST_ADDRESS"))));
}

// What lies in the workspace is out of the command's reach: it shows that to the agent.
TEST_F(WrapperPlan, AWorkspaceThatOpensTheMachineIsRefused) {
  for (const auto* workspace : {"/home/ada", "/home/ada/.ssh", "/usr/bin", "/usr/share/sandtray",
                                "/home/ada/.config/sandtray"}) {
    request_.spec.workspace = workspace;
    EXPECT_EQ(refusal().code, Code::refused) << workspace;
  }
  request_.method.boundary = false;
  EXPECT_THAT(plan().main, Contains("agent"));
}

TEST_F(WrapperPlan, WithoutAPolicyABoundaryIsRefused) {
  request_.policy = {};
  EXPECT_FALSE(make_plan(request_, facts_));
}

TEST_F(WrapperPlan, WithoutAHomeInItNoneIsMade) {
  EXPECT_EQ(plan().private_home, "");
}

TEST_F(WrapperPlan, TheWorkspaceMayBeElsewhereInside) {
  wrapper().argv = {"wrap", "{workspace}", "{cwd}"};
  wrapper().workspace = "/work";
  request_.agent.args = {"--trust", "{workspace}"};
  EXPECT_THAT(plan().main, ElementsAre("/usr/bin/wrap", "/home/ada/project", "/work", "agent",
                                       "--trust", "/work", "fix it"));
}

TEST_F(WrapperPlan, TerminalWordsAreForTerminals) {
  wrapper().argv = {"wrap", "{terminal}"};
  wrapper().terminal = {"-t"};
  EXPECT_THAT(plan().main, ElementsAre("/usr/bin/wrap", "-t", "agent", "fix it"));
  request_.spec.channel = Channel::pipe;
  EXPECT_THAT(plan().main, ElementsAre("/usr/bin/wrap", "agent", "fix it"));
}

TEST_F(WrapperPlan, TheNetworkIsTakenAwayOnlyWithWordsForIt) {
  wrapper().argv = {"wrap", "{network}"};
  wrapper().online = {"--net=host"};
  EXPECT_THAT(plan().main, Contains("--net=host"));
  request_.spec.options["network"] = "none";
  EXPECT_EQ(refusal().code, Code::unavailable);
  EXPECT_THAT(refusal().message, HasSubstr("take the network away"));
  wrapper().offline = {"--net=none"};
  EXPECT_THAT(plan().main, ElementsAre("/usr/bin/wrap", "--net=none", "agent", "fix it"));
}

// Words for it that the command does not use would be a promise that nobody keeps.
TEST_F(WrapperPlan, WordsThatAreNotUsedTakeNothingAway) {
  wrapper().offline = {"--net=none"};
  request_.spec.options["network"] = "none";
  EXPECT_EQ(refusal().code, Code::unavailable);
}

TEST_F(WrapperPlan, VariablesGoByNameAndNeverByValue) {
  request_.agent.env = {{"COLOUR", "red"}};
  wrapper().argv = {"wrap", "{env:-e}", "{env:--setenv=}"};
  const auto made = plan();
  EXPECT_THAT(made.main,
              ElementsAre("/usr/bin/wrap", "-e", "AGENT_KEY", "-e", "COLOUR", "-e",
                          "SANDTRAY_SESSION", "-e", "TERM", "--setenv=AGENT_KEY", "--setenv=COLOUR",
                          "--setenv=SANDTRAY_SESSION", "--setenv=TERM", "agent", "fix it"));
  EXPECT_EQ(made.env.at("COLOUR"), "red");
  EXPECT_THAT(made.pass_env, Contains("AGENT_KEY"));
}

// What the wrapper needs of the person is no business of the agent's.
TEST_F(WrapperPlan, ThePersonsVariablesAreForTheWrapper) {
  wrapper().argv = {"wrap", "{env:-e}"};
  wrapper().pass_env = {"SSH_AUTH_SOCK", "NOT_SET"};
  const auto made = plan();
  EXPECT_THAT(made.pass_env,
              ElementsAre("AGENT_KEY", "HOME", "LANG", "PATH", "SSH_AUTH_SOCK", "TMPDIR"));
  EXPECT_THAT(made.main, Not(Contains("SSH_AUTH_SOCK")));
  EXPECT_THAT(made.main, Not(Contains("HOME")));
}

TEST_F(WrapperPlan, TheAgentReportsIfItIsShownWhatItNeedsForThat) {
  request_.agent.reports.args = {"--settings", "{files}/s.json", "--hook", "{hook}"};
  EXPECT_THAT(plan().main, ElementsAre("/usr/bin/wrap", "agent", "fix it"));
  EXPECT_EQ(plan().hook_socket, "");
  wrapper().argv = {"wrap", "{files}", "{guest}", "{socket}"};
  wrapper().guest = "/guest";
  wrapper().socket = "/hook.sock";
  const auto made = plan();
  EXPECT_THAT(made.main, Contains("/guest hook /hook.sock"));
  EXPECT_THAT(made.main, Contains(facts_.files + "/s.json"));
  EXPECT_EQ(made.hook_socket, facts_.hook_socket);
}

TEST_F(WrapperPlan, AnAgentThatMustReportIsRefusedWhereItCannot) {
  request_.agent.args = {"--settings", "{files}/s.json"};
  EXPECT_EQ(refusal().code, Code::unavailable);
  EXPECT_THAT(refusal().hint, HasSubstr("\"reports\""));
}

TEST_F(WrapperPlan, WithoutABoundaryTheAgentAsks) {
  request_.agent.permissions = {{"ask", {{"--ask"}, {}}}, {"bypass", {{"--yes"}, {}}}};
  EXPECT_THAT(plan().main, Contains("--yes"));
  request_.method.boundary = false;
  EXPECT_THAT(plan().main, Contains("--ask"));
}

TEST_F(WrapperPlan, ChecksBeforeAndCleansUpAfterwards) {
  wrapper().check = {"wrap", "--check"};
  wrapper().cleanup = {"tidy", "away", "sandtray-{session}"};
  const auto made = plan();
  EXPECT_THAT(made.prepare, ElementsAre(ElementsAre("/usr/bin/wrap", "--check")));
  EXPECT_THAT(made.cleanup, ElementsAre(ElementsAre("/usr/bin/tidy", "away", "sandtray-abcdefgh")));
}

TEST_F(WrapperPlan, AMissingProgramIsNoReasonToDoWithout) {
  for (const auto* name : {"wrap", "tidy"}) {
    auto facts = facts_;
    wrapper().cleanup = {"tidy"};
    facts_.programs[name].path.clear();
    EXPECT_EQ(refusal().code, Code::unavailable);
    EXPECT_THAT(refusal().message, HasSubstr(std::string(name) + ", which is not on PATH"));
    facts_ = facts;
  }
}

TEST_F(WrapperPlan, AProgramThatAgentsCanReplaceIsRefused) {
  facts_.programs["wrap"].in_workspace = "/home/ada/project/bin/wrap";
  EXPECT_EQ(refusal().code, Code::refused);
}

TEST_F(WrapperPlan, APathThatTheWrapperWouldCutIsRefused) {
  wrapper().separators = ",:";
  request_.spec.workspace = "/home/ada/a,src=/";
  EXPECT_EQ(refusal().code, Code::refused);
  EXPECT_THAT(refusal().message, HasSubstr("\",\""));
}

}  // namespace
}  // namespace sandtray::sandbox
