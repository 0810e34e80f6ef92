// SPDX-License-Identifier: MIT
// What of a wish reaches the agent's own command line, and what it cannot be told is refused.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
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

// The method `agent`, with the presets that are shipped.
PlanRequest own_sandbox_wish(const std::string& agent, const Words& words = {},
                             const std::string& system = "linux") {
  auto request = test::wish();
  request.spec.method = "agent";
  request.spec.args = words;
  request.agent = test::shipped_agent(agent, system);
  request.method = test::shipped_method("methods/agent");
  return request;
}

Code status(const PlanRequest& request) {
  const auto plan = make_plan(request, test::machine());
  return plan ? Code{} : plan.error().code;
}

bool has(const Words& words, const Words& part) {
  return std::search(words.begin(), words.end(), part.begin(), part.end()) != words.end();
}

TEST(OwnSandbox, IsSwitchedOnBeforeThePersonsWords) {
  const auto claude = make_plan(own_sandbox_wish("claude", {"-p", "fix it"}), test::machine());
  ASSERT_TRUE(claude) << claude.error().message;
  const auto settings = test::machine().files + "/claude-settings.json";
  EXPECT_EQ(claude->main, Words({"/usr/bin/agent", "--settings", settings, "--setting-sources",
                                 "user", "--permission-mode", "manual", "-p", "fix it"}));
  ASSERT_EQ(claude->files.size(), 1U);
  const auto written = parse_json(claude->files[0].content, "").value_or(Json());
  const auto& sandbox = written.at("sandbox");
  EXPECT_EQ(sandbox.at("enabled"), true);
  EXPECT_EQ(sandbox.at("failIfUnavailable"), true);
  EXPECT_EQ(sandbox.at("allowUnsandboxedCommands"), false);
  EXPECT_EQ(sandbox.at("filesystem").at("disabled"), false);
  EXPECT_TRUE(written.contains("hooks"));  // what stood there is still there

  auto request = own_sandbox_wish("codex", {"exec", "fix it"});
  request.spec.options["permissions"] = "edit";
  const auto codex = make_plan(request, test::machine());
  ASSERT_TRUE(codex) << codex.error().message;
  EXPECT_TRUE(has(codex->main, {"-s", "workspace-write", "-a", "never", "exec", "fix it"}));
  EXPECT_FALSE(has(codex->main, {"--dangerously-bypass-approvals-and-sandbox"}));
}

TEST(OwnSandbox, CommandsHaveNoNetworkWithoutIt) {
  for (const bool online : {true, false}) {
    auto request = own_sandbox_wish("codex");
    request.spec.options["network"] = online ? "host" : "none";
    const auto plan = make_plan(request, test::machine());
    ASSERT_TRUE(plan);
    EXPECT_EQ(has(plan->main, {"-c", "sandbox_workspace_write.network_access=true"}), online);
    EXPECT_EQ(has(plan->main, {"-c", "sandbox_workspace_write.network_access=false"}), !online);
    request = own_sandbox_wish("claude");
    request.spec.options["network"] = online ? "host" : "none";
    const auto claude = make_plan(request, test::machine());
    ASSERT_TRUE(claude);
    const auto network =
        parse_json(claude->files.at(0).content, "").value_or(Json()).at("sandbox").at("network");
    EXPECT_EQ(network.at("allowedDomains"), online ? Json({"*"}) : Json::array());
    EXPECT_EQ(network.value("deniedDomains", Json::array()), online ? Json::array() : Json({"*"}));
    EXPECT_EQ(network.at("strictAllowlist"), true);
  }
}

TEST(OwnSandbox, NoWordOfThePersonSwitchesItOff) {
  const struct {
    std::string agent;
    Words words;
  } attempts[] = {
      {"claude", {"--dangerously-skip-permissions"}},
      {"claude", {"--allow-dangerously-skip-permissions", "-p", "x"}},
      {"claude", {"-p", "fix it", "--permission-mode", "bypassPermissions"}},
      {"claude", {"--permission-mode=bypassPermissions"}},
      {"claude", {"--settings", "{}"}},
      {"claude", {"--settings={\"sandbox\":{\"enabled\":false}}"}},
      {"claude", {"--model", "--settings", "{}"}},  // whatever --model makes of it
      {"claude", {"--model=opus", "--setting-sources=project"}},
      {"claude", {"-p", "--bare", "fix it"}},
      {"claude", {"-pc"}},
      {"claude", {"--mcp-config", "{}"}},
      {"claude", {"--plugin-dir", "/tmp"}},
      {"claude", {"--bg", "fix it"}},
      {"claude", {"--cloud"}},
      {"claude", {"mcp", "serve"}},
      {"claude", {"-p", "mcp"}},
      {"claude", {"--", "mcp", "serve"}},
      {"claude", {"auth", "mcp"}},
      {"codex", {"--dangerously-bypass-approvals-and-sandbox"}},
      {"codex", {"--yolo"}},
      {"codex", {"exec", "--yolo", "fix it"}},
      {"codex", {"--full-auto"}},
      {"codex", {"-s", "danger-full-access"}},
      {"codex", {"-sdanger-full-access"}},
      {"codex", {"-s=danger-full-access"}},
      {"codex", {"--sandbox=danger-full-access"}},
      {"codex", {"exec", "--sandbox", "danger-full-access", "fix it"}},
      {"codex", {"-c", "sandbox_mode=\"danger-full-access\""}},
      {"codex", {"-csandbox_mode=danger-full-access"}},
      {"codex", {"-c=sandbox_mode=danger-full-access"}},
      {"codex", {"--config=sandbox_mode=danger-full-access"}},
      {"codex", {"-c", "check_for_update_on_startup=false,x"}},
      {"codex", {"-p", "open"}},
      {"codex", {"--profile=open"}},
      {"codex", {"--enable", "x"}},
      {"codex", {"-a", "on-request"}},
      {"codex", {"--add-dir", "/"}},
      {"codex", {"-C/"}},
      {"codex", {"--remote", "ws://127.0.0.1:1"}},
      {"codex", {"-mgpt", "x"}},
      {"codex", {"exec", "--trust", "fix it"}},
      {"codex", {"sandbox", "--", "sh"}},
      {"codex", {"app-server"}},
      {"codex", {"exec", "app-server"}},
      {"codex", {"-m", "gpt", "cloud"}},
      {"codex", {"-m", "-c", "sandbox_mode=x"}},
  };
  for (const auto& [agent, words] : attempts) {
    EXPECT_EQ(status(own_sandbox_wish(agent, words)), Code::refused)
        << agent << " " << join(words, " ");
  }
  for (const auto* agent : {"claude", "codex"}) {
    auto request = own_sandbox_wish(agent);
    request.spec.options["permissions"] = "bypass";
    EXPECT_EQ(status(request), Code::refused);
  }
}

TEST(OwnSandbox, WhatLeavesItOnPasses) {
  const struct {
    std::string agent;
    Words words;
  } wishes[] = {
      {"claude", {"-p", "fix it", "--output-format", "json", "--model=opus"}},
      {"claude", {"--", "--dangerously-skip-permissions is what?"}},
      {"claude", {"auth", "login"}},
      {"codex", {"exec", "--json", "-m", "gpt", "-"}},
      {"codex", {"exec", "resume", "--last", "Go on"}},
      {"codex", {"Fix mcp"}},
      {"codex", {"login"}},
  };
  for (const auto& [agent, words] : wishes) {
    EXPECT_EQ(status(own_sandbox_wish(agent, words)), Code{}) << agent << " " << join(words, " ");
  }
}

// A preset of the person's own is a word of the person's.
TEST(OwnSandbox, NoPresetSwitchesItOff) {
  auto request = own_sandbox_wish("claude");
  request.agent.args = {"--dangerously-skip-permissions"};
  EXPECT_EQ(status(request), Code::refused);
  request = own_sandbox_wish("claude");
  request.agent.reports = {};
  EXPECT_EQ(status(request), Code{});
  request.agent.files.clear();
  EXPECT_EQ(status(request), Code::unavailable);
  request = own_sandbox_wish("claude");
  request.agent.default_permissions = "bypass";
  EXPECT_EQ(status(request), Code{});  // and asks, as where nothing is asked for
  request = own_sandbox_wish("codex");
  request.agent.sandboxed.permissions.clear();
  EXPECT_EQ(status(request), Code::unavailable);
  request = own_sandbox_wish("codex");
  request.agent.resume.args = {"--dangerously-bypass-approvals-and-sandbox"};
  request.spec.options["resume"] = "last";
  EXPECT_EQ(status(request), Code::refused);
  request = own_sandbox_wish("codex", {"exec", "x y"});
  request.agent.subcommands = {"exec"};  // which takes none of our words
  EXPECT_EQ(status(request), Code::refused);
}

TEST(OwnSandbox, IsRefusedWhereThereIsNone) {
  for (const auto* agent : {"gemini", "opencode", "shell"}) {
    EXPECT_EQ(status(own_sandbox_wish(agent)), Code::unavailable) << agent;
  }
  auto facts = test::machine();
  facts.system = "windows";
  EXPECT_EQ(make_plan(own_sandbox_wish("claude", {}, "windows"), facts).error().code,
            Code::unavailable);
  const auto codex = make_plan(own_sandbox_wish("codex", {}, "windows"), facts);
  ASSERT_TRUE(codex);
  EXPECT_TRUE(has(codex->main, {"-c", "windows.sandbox=\"unelevated\""}));
}

TEST(OwnSandbox, ItsToolsDoNotComeFromAgents) {
  auto facts = test::machine();
  facts.needs = {{"bwrap", "/usr/bin/bwrap", "/usr/bin/bwrap", {}}};
  EXPECT_TRUE(make_plan(own_sandbox_wish("claude"), facts));
  facts.needs[0].in_workspace = "/home/ada/project/bwrap";
  EXPECT_EQ(make_plan(own_sandbox_wish("claude"), facts).error().code, Code::refused);
  facts.needs = {{"socat", "", "", {}}};
  EXPECT_EQ(make_plan(own_sandbox_wish("claude"), facts).error().code, Code::unavailable);
}

}  // namespace
}  // namespace sandtray::sandbox
