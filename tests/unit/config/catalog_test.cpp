// SPDX-License-Identifier: MIT
#include "config/catalog.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "config/format.h"
#include "config/own_agents.h"
#include "config/own_methods.h"
#include "config/settings.h"
#include "support/temp_dir.h"

namespace sandtray::config {
namespace {

using ::testing::HasSubstr;

class Catalog : public ::testing::Test {
 protected:
  Catalog() {
    paths_.config = root_ + "/config";
    paths_.state = root_ + "/state";
    paths_.share = SANDTRAY_SOURCE_DIR "/common/data";
    std::filesystem::create_directories(paths_.config + "/agents");
  }

  void put(const std::string& name, const std::string& text) {
    std::ofstream(paths_.config + "/" + name) << text;
  }

  const test::TempDir folder_;
  const std::string root_ = folder_.path();
  platform::Paths paths_;
};

TEST_F(Catalog, MissingSettingsMeanTheDefaults) {
  const auto settings = load_settings(paths_);
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->network, "host");
  EXPECT_EQ(settings->log_bytes, 64u << 20);
}

TEST_F(Catalog, ReadsSettingsWithComments) {
  put("config.json", R"({ // mine
    "network": "none", "mounts": [{"path": "/srv//./models/"}], "log_mib": 8,
    "notifications": {"finished": false, "quiet_hours": {"from": "22:00", "to": "07:30"}}})");
  const auto settings = load_settings(paths_);
  ASSERT_TRUE(settings) << settings.error().message;
  EXPECT_EQ(settings->network, "none");
  EXPECT_EQ(settings->mounts.at(0).path, "/srv/models");
  EXPECT_FALSE(settings->mounts.at(0).writable);
  EXPECT_EQ(settings->log_bytes, 8u << 20);
  EXPECT_FALSE(settings->notifications.finished);
  EXPECT_EQ(settings->notifications.quiet_to, "07:30");
}

TEST(Format, AnEarlierOneIsTakenStepByStep) {
  const std::vector<FormatStep> steps = {
      [](Json& json) { json["b"] = json.value("a", 0) + 1; },
      [](Json& json) { json["c"] = json.value("b", 0) * 10; },
  };
  const auto taken = [&](const char* text) {
    auto json = Json::parse(text);
    const auto result = to_present_form(json, steps, "file");
    return result ? json.dump() : result.error().message;
  };
  EXPECT_EQ(format_version(steps), 3);
  EXPECT_EQ(taken(R"({"a": 1})"), R"({"a":1,"b":2,"c":20})");
  EXPECT_EQ(taken(R"({"a": 1, "version": 1})"), R"({"a":1,"b":2,"c":20,"version":3})");
  EXPECT_EQ(taken(R"({"b": 5, "version": 2})"), R"({"b":5,"c":50,"version":3})");
  EXPECT_EQ(taken(R"({"b": 5, "version": 3})"), R"({"b":5,"version":3})");
  EXPECT_EQ(taken(R"({"version": 4})"),
            "file is of version 4; this Sandtray knows versions up to 3");
  EXPECT_EQ(taken(R"({"version": 18446744073709551615})").substr(0, 18), "file is of version");
  // What no schema accepts stays as it is, for the schema to refuse.
  for (const auto* bad : {"[]", "1", R"({"version":0})", R"({"version":-1})", R"({"version":"2"})",
                          R"({"version":1.5})"}) {
    EXPECT_EQ(taken(bad), bad);
  }
}

TEST_F(Catalog, RefusesUnknownKeysAndWrongTypes) {
  put("config.json", R"({"netwrk": "none"})");
  EXPECT_THAT(load_settings(paths_).error().message,
              HasSubstr("config.json:1: /netwrk is not a known key"));
  EXPECT_THAT(load_settings(paths_).error().hint, HasSubstr(", network, "));
  put("config.json", R"({"network": "open"})");
  EXPECT_EQ(load_settings(paths_).error().code, Code::config);
  put("config.json", "{\n\"network\": \n");
  EXPECT_THAT(load_settings(paths_).error().message, HasSubstr("config.json:"));
}

TEST_F(Catalog, UnknownAgentsNameTheKnownOnes) {
  const auto agent = load_agent(paths_, "claud");
  ASSERT_FALSE(agent);
  EXPECT_EQ(agent.error().code, Code::usage);
  EXPECT_THAT(agent.error().hint, HasSubstr("shell"));
  EXPECT_FALSE(load_agent(paths_, "../agents/shell"));
}

// A backslash leads out of the folder on Windows; elsewhere it is part of a name that nobody needs.
TEST_F(Catalog, ANameDoesNotLeadOutOfTheFolder) {
  for (const std::string name : {"x\\..\\..\\evil", "..\\evil"}) {
    const Json preset = {{"name", name}, {"title", "Evil"}, {"command", "evil"}};
    put("evil.json", dump_json(preset));
    put("agents/" + name + ".json", dump_json(preset));
    const auto agent = load_agent(paths_, name);
    ASSERT_FALSE(agent) << name;
    EXPECT_EQ(agent.error().code, Code::usage);
    EXPECT_FALSE(load_method(paths_, "x\\..\\" + name));
  }
}

TEST_F(Catalog, AnOwnPresetReplacesTheShippedOne) {
  put("agents/shell.json", R"({"name": "shell", "title": "Mine", "command": "zsh"})");
  const auto agent = load_agent(paths_, "shell");
  ASSERT_TRUE(agent) << agent.error().message;
  EXPECT_EQ(agent->command, "zsh");
  put("agents/other.json", R"({"name": "shell", "title": "x", "command": "zsh"})");
  EXPECT_THAT(load_agent(paths_, "other").error().message, HasSubstr("must be \"other\""));
}

TEST_F(Catalog, WhatAnOwnPresetDoesNotSayIsTakenFromTheShippedOne) {
  put("agents/work.json", R"({"name": "work", "from": "claude", "title": "Mine",
    "args": ["--verbose"], "env": {"EXTRA": "1"}, "permissions": {"ask": {"args": ["--careful"]}}})");
  const auto agent = load_agent(paths_, "work");
  ASSERT_TRUE(agent) << agent.error().message;
  const auto shipped = load_agent(paths_, "claude");
  ASSERT_TRUE(shipped);
  EXPECT_EQ(agent->name, "work");
  EXPECT_EQ(agent->from, "claude");
  EXPECT_TRUE(agent->own);
  EXPECT_FALSE(shipped->own);
  EXPECT_EQ(agent->command, "claude");
  EXPECT_EQ(agent->args, std::vector<std::string>{"--verbose"});
  EXPECT_EQ(agent->env.at("EXTRA"), "1");
  EXPECT_EQ(agent->env.at("DISABLE_AUTOUPDATER"), "1");
  EXPECT_EQ(agent->permissions.at("ask").args, std::vector<std::string>{"--careful"});
  EXPECT_EQ(agent->permissions.at("bypass").args, shipped->permissions.at("bypass").args);
  EXPECT_EQ(agent->signals.hooks.size(), shipped->signals.hooks.size());
}

// Codex has another shell for its hooks on Windows, and the shipped shell another command.
TEST_F(Catalog, WhatAnOwnPresetSaysCountsOnEverySystem) {
  put("agents/shell.json", R"({"name": "shell", "from": "shell", "command": "zsh"})");
  put("agents/codex.json", R"({"name": "codex", "from": "codex", "hook_shell": "powershell"})");
  EXPECT_EQ(load_agent(paths_, "shell")->command, "zsh");
  EXPECT_EQ(load_agent(paths_, "codex")->hook_shell, HookShell::powershell);
}

TEST_F(Catalog, AnOwnPresetThatIsNotWholeSaysWhatItIsFrom) {
  put("agents/mine.json", "{\n  \"name\": \"mine\", \"title\": \"Mine\"\n}");
  EXPECT_THAT(load_agent(paths_, "mine").error().message,
              HasSubstr("mine.json: the top level lacks \"command\", or lacks \"from\""));
  put("agents/mine.json", "{\n  \"name\": \"mine\",\n  \"from\": \"nobody\"\n}");
  const auto agent = load_agent(paths_, "mine");
  ASSERT_FALSE(agent);
  EXPECT_EQ(agent.error().code, Code::config);
  EXPECT_THAT(agent.error().message,
              HasSubstr("mine.json:3: /from names no agent of Sandtray's own"));
  EXPECT_THAT(agent.error().hint, HasSubstr("claude"));
  put("agents/mine.json", R"({"name": "mine", "from": "../agents/claude"})");
  EXPECT_THAT(load_agent(paths_, "mine").error().message,
              HasSubstr("/from does not have the form"));
  // A copy of a copy could go round in a circle.
  put("agents/mine.json", R"({"name": "mine", "from": "claude"})");
  put("agents/yours.json", R"({"name": "yours", "from": "mine"})");
  EXPECT_THAT(load_agent(paths_, "yours").error().message, HasSubstr("names no agent of Sandtray"));
}

TEST_F(Catalog, ChangesAMethodOfThePersonAsItIsNow) {
  const auto wrapper = [](const Json& words) {
    return [words](Json& method) { method["wrapper"] = words; };
  };
  EXPECT_EQ(change_method(paths_, "mine", wrapper({"nice"})).error().code, Code::usage);
  ASSERT_TRUE(add_method(paths_, {{"name", "mine"}, {"wrapper", {"env"}}}));
  put("methods/mine.json", R"({"name": "mine", "wrapper": ["env"], "host_address": "by.hand"})");
  ASSERT_TRUE(change_method(paths_, "mine", wrapper({"nice"})));
  const auto changed = load_method(paths_, "mine");
  EXPECT_EQ(changed->wrapper.argv.at(0), "nice");
  EXPECT_EQ(changed->wrapper.host_address, "by.hand");
  EXPECT_EQ(change_method(paths_, "mine", wrapper({"nice", "{nobody}"})).error().code, Code::usage);
  EXPECT_EQ(load_method(paths_, "mine")->wrapper.argv.size(), 1u);
  put("methods/mine.json", "{ // by hand\n \"name\": \"mine\", \"wrapper\": [\"env\"] }");
  EXPECT_TRUE(change_method(paths_, "mine", wrapper({"env"})));  // it is so already
  EXPECT_EQ(change_method(paths_, "mine", wrapper({"nice"})).error().code, Code::refused);
  EXPECT_EQ(change_method(paths_, "host", wrapper({"env"})).error().code, Code::refused);
}

TEST_F(Catalog, ChangesAnAgentOfThePersonAsItIsNow) {
  const auto set = [](const char* key, const Json& value) {
    return [key, value](Json& agent) { agent[key] = value; };
  };
  EXPECT_EQ(change_agent(paths_, "nobody", set("title", "x")).error().code, Code::usage);
  ASSERT_TRUE(change_agent(paths_, "claude", [](Json&) {}));
  EXPECT_FALSE(load_agent(paths_, "claude")->own);  // there is nothing to say
  ASSERT_TRUE(change_agent(paths_, "claude", set("default_model", "opus")));
  ASSERT_TRUE(disable_agent(paths_, "claude", true));
  ASSERT_TRUE(change_agent(paths_, "claude", set("default_model", "sonnet")));
  const auto changed = load_agent(paths_, "claude");
  EXPECT_EQ(changed->default_model, "sonnet");
  EXPECT_TRUE(changed->disabled);
  EXPECT_EQ(change_agent(paths_, "claude", set("from", "nobody")).error().code, Code::usage);
}

TEST_F(Catalog, NotificationsOfAnAgentAreOnUntilItsFileSaysOtherwise) {
  EXPECT_TRUE(load_agent(paths_, "claude")->notifications);
  const auto with = [](const std::string& value) {
    return R"({"name": "claude", "from": "claude", "notifications": )" + value + "}";
  };
  put("agents/claude.json", with("false"));
  EXPECT_FALSE(load_agent(paths_, "claude")->notifications);
  put("agents/claude.json", with("true"));
  EXPECT_TRUE(load_agent(paths_, "claude")->notifications);
  for (const auto* value : {"\"off\"", "0", "null", "{\"finished\": false}"}) {
    put("agents/claude.json", with(value));
    const auto wrong = load_agent(paths_, "claude");
    ASSERT_FALSE(wrong) << value;
    EXPECT_EQ(wrong.error().code, Code::config);
    EXPECT_THAT(wrong.error().message, HasSubstr("/notifications must be of type boolean"));
  }
}

TEST_F(Catalog, EveryShippedAgentAndMethodLoads) {
  for (const auto& name : agent_names(paths_)) {
    const auto agent = load_agent(paths_, name);
    ASSERT_TRUE(agent) << agent.error().message;
    EXPECT_TRUE(agent->notifications) << name << ": the form takes that for granted";
  }
  EXPECT_THAT(agent_names(paths_), ::testing::Contains("shell"));
  for (const auto& name : method_names(paths_)) {
    const auto method = load_method(paths_, name);
    EXPECT_TRUE(method) << method.error().message;
  }
}

}  // namespace
}  // namespace sandtray::config
