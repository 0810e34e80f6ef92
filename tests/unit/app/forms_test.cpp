// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "app/agent_form.h"
#include "app/method_form.h"
#include "app/session_form.h"
#include "app/session_use.h"
#include "app/settings_form.h"
#include "base/words.h"

namespace sandtray::app {
namespace {

using Words = std::vector<std::string>;

const Field& field(const std::vector<Field>& fields, const std::string& key) {
  for (const auto& one : fields) {
    if (one.key == key) return one;
  }
  throw std::out_of_range(key);
}

bool offers(const Field& choice, const std::string& value) {
  for (const auto& option : choice.options) {
    if (option.value == value) return true;
  }
  return false;
}

config::MethodInfo method(const std::string& name, bool boundary, bool own = false) {
  config::MethodInfo info;
  info.name = info.title = name;
  info.boundary = boundary;
  info.own = own;
  return info;
}

TEST(Forms, ACommandLineComesBackAsItWas) {
  for (const Words& words : {Words{"docker", "run", "-e", "A=b c"},
                             Words{"it's", "\"so\"", "a'b\"c d'"}, Words{"", "x"}, Words{}}) {
    EXPECT_EQ(*split_words(words_text(words)), words) << words_text(words);
  }
  EXPECT_EQ(*words_of("a\nb  c\n"), (Words{"a", "b", "c"}));
}

TEST(Forms, AMethodKeepsWhatNoFieldHas) {
  const Json before = {
      {"name", "mine"},
      {"wrapper", {"docker", "run", "{network}", "debian"}},
      {"words",
       {{"offline", {"--network", "none"}}, {"mount_read_only", {"-v", "{source}:{path}:ro"}}}},
      {"files", "Only the workspace."},
      {"withstands", {"loopback"}},
      {"boundary", true},
      {"env", {{"A", "b=c"}}},
      {"inside", {{"home", "/home/agent"}, {"socket", "/run/s"}}}};
  auto values = method_values(before);
  EXPECT_EQ(method_from(values, before), before);
  values["words.offline"].clear();
  values["words.mount_read_only"].clear();
  values["wrapper"] = "docker run 'my image'";
  values["env"] = "\n  A=1\nB=\n";
  values["host_address"] = "host.docker.internal";
  const auto after = method_from(values, before);
  EXPECT_FALSE(after.contains("words"));
  EXPECT_EQ(after["wrapper"], Json({"docker", "run", "my image"}));
  EXPECT_EQ(after["env"], Json({{"A", "1"}, {"B", ""}}));
  EXPECT_EQ(after["files"], before["files"]);
  EXPECT_EQ(after["inside"]["socket"], "/run/s");
}

TEST(Forms, AMethodIsRefusedBesideTheFieldThatIsWrong) {
  const Values good = {{"name", "mine"}, {"wrapper", "env A=b"}};
  EXPECT_EQ(check_method(good, {"host"}), Reasons());
  const std::vector<std::pair<std::string, std::string>> bad = {
      {"name", ""},
      {"name", "host"},
      {"name", "Mine"},
      {"name", "../x"},
      {"name", std::string(33, 'a')},
      {"wrapper", ""},
      {"wrapper", "docker 'run"},
      {"wrapper", "docker {nobody}"},
      {"wrapper", "{command}"},
      {"wrapper", "docker {mounts}"},
      {"host_address", "a b"},
      {"env", "A=1\nB"},
      {"env", "1A=x"},
      {"check", "\"open"},
      {"platforms", "linux beos"},
      {"inside.home", "home"},
  };
  for (const auto& [key, value] : bad) {
    auto values = good;
    values[key] = value;
    const auto reasons = check_method(values, {"host"});
    EXPECT_EQ(reasons.size(), 1u) << key << "=" << value;
    EXPECT_EQ(reasons.count(key), 1u) << key << "=" << value;
  }
}

TEST(Forms, HostIsNeverOfferedAsTheDefault) {
  const std::vector<config::MethodInfo> methods = {method("bwrap", true), method("host", false),
                                                   method("mine", false, true)};
  SettingsFacts facts{{}, methods, "bwrap"};
  const auto fields = sandboxing_fields(facts);
  EXPECT_FALSE(offers(field(fields, "default_method"), "host"));
  EXPECT_TRUE(offers(field(fields, "default_method"), "mine"));
  EXPECT_EQ(field(fields, "default_method").alarm, "");
  // Who has set it on the command line sees it, in red, and can choose it away.
  facts.settings.default_method = "host";
  const auto now = sandboxing_fields(facts);
  EXPECT_TRUE(offers(field(now, "default_method"), "host"));
  EXPECT_NE(field(now, "default_method").alarm, "");
}

TEST(Forms, ASettingIsChangedOrRefused) {
  auto values = settings_values({});
  const auto change = [&](const std::string& key, const std::string& text) {
    values[key] = text;
    return setting_change(key, values);
  };
  EXPECT_EQ(change("containerized_agents", "")->value, Json(false));
  EXPECT_EQ(change("default_method", "docker")->value, Json("docker"));
  EXPECT_EQ(change("default_method", "")->value, std::nullopt);
  EXPECT_EQ(change("log_mib", "128")->value, Json(128));
  for (const auto* bad : {"", "0", "4097", "x", "-1", "99999999999"}) {
    EXPECT_FALSE(change("log_mib", bad)) << bad;
  }
  EXPECT_EQ(change("notifications.quiet_hours", yes)->value,
            Json({{"from", "22:00"}, {"to", "07:00"}}));
  for (const auto* bad : {"24:00", "7:00", "07:60", "07.30", ""}) {
    EXPECT_FALSE(change("notifications.quiet_hours.to", bad)) << bad;
  }
  EXPECT_EQ(change("notifications.quiet_hours.to", "08:30")->key, "notifications.quiet_hours");
  EXPECT_EQ(change("notifications.quiet_hours", "")->value, std::nullopt);
  EXPECT_TRUE(change("detach_keys", "ctrl-a,d"));
  EXPECT_FALSE(change("detach_keys", "a"));
  EXPECT_TRUE(change("terminal", "xterm -e {}"));
  EXPECT_FALSE(change("terminal", "xterm 'open"));
}

config::Agent claude() {
  config::Agent agent;
  agent.name = "claude";
  agent.title = "Claude Code";
  agent.command = "claude";
  agent.permissions = {{"ask", {}}, {"bypass", {{"--yes"}, {}}}};
  agent.model.args = {"--model", "{model}"};
  return agent;
}

TEST(Forms, AnAgentSaysOnlyWhatIsDifferent) {
  const Json before = {
      {"name", "mine"}, {"from", "claude"}, {"restart", {{"calm_s", 5}, {"times", 1}}}};
  auto values = agent_values(before);
  EXPECT_EQ(agent_from(values, before), before);
  values["default_model"] = "opus";
  values["restart"] = "3";
  values["args"] = "--verbose 'a b'";
  const auto after = agent_from(values, before);
  EXPECT_EQ(after["default_model"], "opus");
  EXPECT_EQ(after["restart"], Json({{"calm_s", 5}, {"times", 3}}));
  EXPECT_EQ(after["args"], Json({"--verbose", "a b"}));
  EXPECT_FALSE(after.contains("title"));
  values["restart"].clear();
  EXPECT_FALSE(agent_from(values, before).contains("restart"));
  EXPECT_FALSE(offers(field(agent_fields(claude(), {}, false), "default_permissions"), "edit"));
}

TEST(Forms, AnAgentHasASwitchForMcpThatDoesNothing) {
  EXPECT_FALSE(field(agent_fields(claude(), {}, false), "mcp").enabled);
  auto values = agent_values({{"name", "mine"}});
  values["mcp"] = yes;
  EXPECT_FALSE(agent_from(values, {{"name", "mine"}}).contains("mcp"));
}

TEST(Forms, AnAgentIsRefusedBesideTheFieldThatIsWrong) {
  const Values good = {{"name", "mine"}, {"title", "Mine"}, {"command", "mine"}};
  EXPECT_EQ(check_agent_form(good, {"taken"}, false), Reasons());
  EXPECT_EQ(check_agent_form({{"name", "mine"}}, {}, true), Reasons());
  EXPECT_EQ(check_agent_form({{"name", "mine"}}, {}, false).size(), 2u);
  const std::vector<std::pair<std::string, std::string>> bad = {
      {"name", "taken"},   {"default_model", "-m"}, {"restart", "many"},
      {"restart", "1001"}, {"restart", "-1"},       {"args", "'open"}};
  for (const auto& [key, value] : bad) {
    auto values = good;
    values[key] = value;
    EXPECT_EQ(check_agent_form(values, {"taken"}, false).count(key), 1u) << key << "=" << value;
  }
}

SessionFacts session_facts() {
  SessionFacts facts;
  facts.agents = {claude()};
  facts.methods = {method("bwrap", true), method("host", false)};
  facts.workspaces = {"/home/me/project"};
  facts.usual_method = "bwrap";
  facts.home = "/home/me";
  return facts;
}

TEST(Forms, ANewSessionStartsWithWhatWasUsedLast) {
  const auto facts = session_facts();
  auto values = session_values(facts);
  EXPECT_EQ(check_session(facts, values), Reasons());
  EXPECT_EQ(run_words(facts, values), (Words{"run", "-d", "-w", "/home/me/project", "claude"}));
  EXPECT_EQ(values["workspace"], "~/project");
  values["method"] = "bwrap";
  values["permissions"] = "ask";
  values["model"] = "opus";
  values["name"] = "mine";
  values["resume"] = yes;
  values["worktree"] = "mend";
  EXPECT_EQ(
      run_words(facts, values),
      (Words{"run", "-d", "-m", "bwrap", "-w", "/home/me/project", "--worktree", "mend", "--name",
             "mine", "--set", "permissions=ask", "--model", "opus", "--resume", "claude"}));
}

TEST(Forms, ANewSessionWithoutABoundaryIsAlarming) {
  auto facts = session_facts();
  auto values = session_values(facts);
  EXPECT_EQ(field(session_fields(facts, values), "method").alarm, "");
  values["method"] = "host";
  EXPECT_NE(field(session_fields(facts, values), "method").alarm, "");
  values["method"] = "";
  facts.settings.default_method = "host";
  EXPECT_NE(field(session_fields(facts, values), "method").alarm, "");
}

TEST(Forms, WithoutContainerizedAgentsAMethodHasToBeChosen) {
  auto facts = session_facts();
  facts.settings.containerized_agents = false;
  auto values = session_values(facts);
  EXPECT_EQ(check_session(facts, values).count("method"), 1u);
  values["method"] = "bwrap";
  EXPECT_EQ(check_session(facts, values), Reasons());
}

TEST(Forms, ANewSessionThatCannotBeIsRefused) {
  const auto facts = session_facts();
  const std::vector<std::pair<std::string, std::string>> bad = {
      {"agent", "nobody"}, {"workspace", ""},   {"workspace", "-d"},   {"permissions", "edit"},
      {"worktree", "-x"},  {"model", "--yolo"}, {"name", "two words"}, {"name", "-x"}};
  for (const auto& [key, value] : bad) {
    auto values = session_values(facts);
    values[key] = value;
    EXPECT_EQ(check_session(facts, values).count(key), 1u) << key << "=" << value;
  }
}

TEST(Forms, TheErrorOfACommandIsItsLastMessageWithItsHint) {
  const auto error =
      error_in("sandtray: a note\nsandtray: no \x1b[31mmethod\nName one.\nOr two.\n");
  EXPECT_EQ(error.message, "no method");
  EXPECT_EQ(error.hint, "Name one. Or two.");
  EXPECT_EQ(error_in("killed\n").message, "killed");
  EXPECT_NE(error_in("").message, "");
}

TEST(Forms, TheReportOfATestNamesEachStep) {
  const auto report = test_report(69, R"([{"what": "a session starts", "ok": true},
              {"what": "it can write", "ok": false, "message": "not there", "hint": "Show it."}])");
  EXPECT_NE(
      report.find("ok      a session starts\nFAILED  it can write\n    not there\n    Show it."),
      std::string::npos);
  EXPECT_NE(report.find("does not work"), std::string::npos);
  EXPECT_NE(test_report(78, "sandtray: broken\n").find("sandtray: broken"), std::string::npos);
  EXPECT_NE(test_report(0, "[]").find("It works."), std::string::npos);
}

TEST(Forms, WhatConfinesNothingIsRed) {
  EXPECT_FALSE(method_row(method("host", false)).confined);
  EXPECT_EQ(method_row(method("host", false)).boundary, "NONE");
  EXPECT_EQ(method_row(method("mine", false, true)).boundary, "unknown");
  EXPECT_EQ(method_row(method("mine", true, true)).boundary, "claimed");
  auto partial = method("agent", false);
  partial.partial = true;
  EXPECT_EQ(method_row(partial).boundary, "in part");
  EXPECT_FALSE(method_row(partial).confined);
  EXPECT_FALSE(can_be_tested(partial));
  EXPECT_TRUE(can_be_tested(method("host", false)));
  EXPECT_TRUE(method_row(method("bwrap", true)).confined);
}

TEST(SessionUse, IsTheDifferenceOfTwoLooks) {
  SessionUse use;
  EXPECT_EQ(use.look("a", 1000, 500, 5u << 20).cpu, "–");
  const auto words = use.look("a", 3000, 1500, 3 * (1ull << 29));
  EXPECT_EQ(words.cpu, "50 %");
  EXPECT_EQ(words.memory, "1.5 GiB");
  EXPECT_EQ(use.look("a", 5000, 1000, 1).cpu, "0 %");  // one has ended
  use.forget("a");
  EXPECT_EQ(use.look("a", 6000, 9000, 4096).cpu, "–");
}

}  // namespace
}  // namespace sandtray::app
