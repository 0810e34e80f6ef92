// SPDX-License-Identifier: MIT
// What the command line refuses, and what the settings say.
#include <sys/stat.h>

#include "process/cli/world.h"

namespace sandtray::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Words : public World {};
// What is said of the configuration beside what a run in a sandbox makes of it.
class Verdict : public World {};

TEST_F(Words, AnUnknownCommandIsNamed) {
  const auto finished = sandtray({"lss"});
  EXPECT_EQ(finished.status, 64);
  EXPECT_EQ(finished.err,
            "sandtray: unknown command \"lss\"\n`sandtray --help` lists the commands.\n");
  EXPECT_EQ(sandtray({}).status, 64);
  EXPECT_EQ(sandtray({"--version"}).status, 0);
}

TEST_F(Words, OptionsOfARunStandInAnyOrder) {
  const std::vector<std::string> set = {"--set", "permissions=ask"}, method = {"-m", "host"};
  for (const auto& [first, second] : {std::pair{set, method}, std::pair{method, set}}) {
    std::vector<std::string> words = {"run"};
    words.insert(words.end(), first.begin(), first.end());
    words.push_back("shell");
    words.insert(words.end(), second.begin(), second.end());
    words.insert(words.end(), {"--", "-c", "echo it runs"});
    EXPECT_THAT(sandtray(words).err, HasSubstr("no permission profile \"ask\"")) << first[0];
  }
  EXPECT_EQ(sandtray({"run", "--model", "", "shell"}).status, 64);
}

TEST_F(Words, NotificationsAreNeitherJsonNorFollowed) {
  EXPECT_EQ(sandtray({"events", "--notifications"}).status, 0);
  EXPECT_EQ(sandtray({"events", "--json", "--notifications"}).status, 64);
  EXPECT_EQ(sandtray({"events", "-f", "--notifications"}).status, 64);
}

// It would do nothing, and nobody would hear of it.
TEST_F(Words, AnOptionOfAnotherActionIsRefused) {
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"agents", "--from", "shell"},
           {"agents", "show", "shell", "--model", "m"},
           {"agents", "edit", "shell", "--title", "Mine"},
           {"agents", "add", "mine", "--from", "shell", "--method", "host"},
           {"agents", "add", "mine", "--from", "shell", "--json"},
           {"methods", "test", "mine", "--wrapper", "env"},
           {"methods", "add", "mine", "--wrapper", "env", "--workspace", "."}}) {
    const auto refused = sandtray(words);
    EXPECT_EQ(refused.status, 64) << words[1];
    EXPECT_THAT(refused.err, HasSubstr(" alone")) << words[1];
  }
}

TEST_F(Words, TheDefaultMethodIsToldWhereNoneIsSet) {
  const auto finished = sandtray({"config", "get", "default_method"});
  EXPECT_EQ(finished.status, 0) << finished.err;
  EXPECT_EQ(finished.out, "bwrap\n");
}

TEST_F(Words, DetachKeysBeginWithAControlKey) {
  EXPECT_EQ(sandtray({"config", "set", "detach_keys", "d"}).status, 78);
  write(dir_ / "config/sandtray/config.json", R"({"detach_keys": "d"})");
  const auto finished = sandtray({"config", "check"});
  EXPECT_EQ(finished.status, 78);
  EXPECT_THAT(finished.err, HasSubstr("/detach_keys"));
}

TEST_F(Words, HelpIsGivenWhereItIsAskedFor) {
  EXPECT_EQ(sandtray({"help"}).out, sandtray({"--help"}).out);
  EXPECT_THAT(sandtray({"help"}).out, HasSubstr("Print a session's output"));
  EXPECT_EQ(sandtray({"help", "run"}).out, sandtray({"run", "--help"}).out);
  EXPECT_THAT(sandtray({"help", "run"}).out, HasSubstr("--workspace"));
  EXPECT_EQ(sandtray({"help", "run"}).status, 0);
  EXPECT_EQ(sandtray({"help", "rum"}).status, 64);
}

TEST_F(Words, AnUnknownMethodNamesThoseThatWork) {
  const auto finished = sandtray({"run", "shell", "-m", "nope"});
  EXPECT_EQ(finished.status, 64);
  EXPECT_EQ(finished.err,
            "sandtray: there is no method \"nope\"\nKnown: agent, bwrap, host, lima, sbx.\n");
}

TEST_F(Words, AFileIsNoWorkspace) {
  write(workspace_ + "/file", "");
  const auto finished = sandtray({"run", "shell", "-w", "file"});
  EXPECT_EQ(finished.status, 66);
  EXPECT_THAT(finished.err, HasSubstr("sandtray: file is not a folder\n"));
}

TEST_F(Words, WhatCannotBeSetChangesNothingAndSaysSo) {
  const auto finished = sandtray({"config", "set", "nokey", "1"});
  EXPECT_EQ(finished.status, 78);
  EXPECT_THAT(finished.err, HasSubstr("\nNothing has been changed."));
  EXPECT_THAT(finished.err, Not(HasSubstr("nothing of the file is used")));
  write(dir_ / "config/sandtray/config.json", R"({"network": "neither"})");
  EXPECT_THAT(sandtray({"config", "set", "nokey", "1"}).err,
              HasSubstr("nothing of the file is used"));
}

TEST_F(Words, StopAndRmOfNothingSayWhereTheSessionsAre) {
  EXPECT_THAT(sandtray({"stop"}).err, HasSubstr("\n`sandtray ls` lists"));
  EXPECT_THAT(sandtray({"rm"}).err, HasSubstr("\n`sandtray ls --all` lists"));
}

TEST_F(Verdict, ABrokenPresetOfOnesOwnHidesNoOtherAgent) {
  const auto agents = dir_ / "config/sandtray/agents/";
  write(agents + "mine.json", R"({"name": "mine", "title": "Mine", "command": "true"})");
  write(agents + "torn.json", "{\n  \"name\": \"torn\",\n  \"title\" }");
  write(agents + "odd.json",
        "{\"name\": \"odd\", \"title\": \"Odd\",\n \"command\": \"true\",\n \"colour\": 1}");
  for (const auto json : {false, true}) {
    const auto listed = sandtray({"agents", json ? "--json" : "list"});
    EXPECT_EQ(listed.status, 78);
    EXPECT_THAT(listed.out, HasSubstr("mine"));
    EXPECT_THAT(listed.out, HasSubstr("shell"));
    EXPECT_THAT(listed.err, HasSubstr(agents + "torn.json:3:11: not valid JSON"));
    EXPECT_THAT(listed.err, HasSubstr(agents + "odd.json:3: /colour is not a known key"));
  }
  EXPECT_EQ(Json::parse(sandtray({"agents", "--json"}).out).size(), 6u);
  EXPECT_EQ(sandtray({"agents", "show", "mine"}).status, 0);
  EXPECT_EQ(sandtray({"run", "mine"}).status, 0);
}

TEST_F(Words, SettingsThatEveryRunWouldRefuseAreNotGood) {
  const auto file = dir_ / "config/sandtray/config.json";
  for (const auto& [key, value, says] :
       {std::array{"default_method", R"("magic")", "no method"},
        std::array{"mounts", R"([{"path": "/etc/ssl"}])", "belongs to the system"},
        std::array{"pass_env", R"(["HOME"])", "HOME"},
        std::array{"terminal", R"("xterm -T 'open -e")", "/terminal"}}) {
    const auto set = sandtray({"config", "set", key, value});
    EXPECT_NE(set.status, 0) << key;
    EXPECT_THAT(set.err, HasSubstr(says));
    write(file, std::string(R"({")") + key + R"(": )" + value + "}");
    const auto checked = sandtray({"config", "check"});
    EXPECT_NE(checked.status, 0) << key;
    EXPECT_THAT(checked.err, HasSubstr(says));
    write(file, "{}");
  }
  EXPECT_EQ(sandtray({"config", "check"}).status, 0);
  EXPECT_EQ(sandtray({"config", "set", "terminal", "xterm -T \"it's\" -e {}"}).status, 0);
}

// What run refuses by the configuration alone, check and doctor refuse with the same words.
TEST_F(Verdict, CheckAndDoctorJudgeTheConfigurationAsARunDoes) {
  const auto file = dir_ / "config/sandtray/config.json";
  const auto preset = dir_ / "config/sandtray/agents/mine.json";
  std::filesystem::create_directories(dir_ / "home/.ssh");
  ASSERT_EQ(mkfifo((dir_ / "pipe").c_str(), 0600), 0);
  env_["LD_PRELOAD"] = "";
  const auto mount = [](const std::string& path, const char* writable = "false") {
    return R"({"mounts": [{"path": ")" + path + R"(", "writable": )" + writable + "}]}";
  };
  const std::string good = R"({"name": "mine", "title": "Mine", "command": "true"})";
  struct Case {
    std::string settings, preset, says;
  };
  const std::vector<Case> cases = {
      {R"({"default_method": "wsl"})", good, "not for this system"},
      {R"({"default_method": "magic"})", good, "there is no method"},
      {R"({"default_method": "host", "network": "none"})", good, "cannot take the network away"},
      {mount(dir_ / "gone"), good, "a mount of your settings is missing"},
      {mount(dir_ / "pipe"), good, "neither a file nor a folder"},
      {mount(dir_ / "home"), good, "your whole home folder"},
      {mount(dir_ / "home/.ssh"), good, "your secrets"},
      {mount("/etc/ssl"), good, "belongs to the system"},
      {mount(dir_ / "state/sandtray", "true"), good, "own folders"},
      {R"({"pass_env": ["LD_PRELOAD"]})", good, "LD_PRELOAD leads out of the sandbox"},
      {"{", good, "not valid JSON"},
      {"{}", R"({"name": "mine", "title": "Mine", "command": "true", "pass_env": ["LD_PRELOAD"]})",
       "LD_PRELOAD leads out of the sandbox"},
      {"{}", R"({"name": "mine")", "not valid JSON"},
  };
  write(preset, good);
  EXPECT_EQ(sandtray({"run", "mine"}).status, 0);
  EXPECT_EQ(sandtray({"config", "check"}).out, "The configuration is good.\n");
  EXPECT_THAT(sandtray({"doctor"}).out, HasSubstr("settings         valid"));
  for (const auto& bad : cases) {
    write(file, bad.settings);
    write(preset, bad.preset);
    const auto ran = sandtray({"run", "mine"});
    EXPECT_NE(ran.status, 0) << bad.says;
    EXPECT_THAT(ran.err, HasSubstr(bad.says));
    const auto checked = sandtray({"config", "check"});
    EXPECT_EQ(checked.status, ran.status) << bad.says;
    EXPECT_THAT(checked.err, HasSubstr(bad.says));
    const auto doctor = sandtray({"doctor"});
    EXPECT_EQ(doctor.status, 69) << bad.says;
    EXPECT_THAT(doctor.out, HasSubstr(bad.says));
  }
}

TEST_F(Words, AMountThatOpensAGuardIsTold) {
  const auto project = std::string(dir_ / "work");
  run_command({"git", "init", "-q", project}, env_);
  const auto set = [&](const std::string& path, const std::string& writable) {
    return sandtray({"config", "set", "mounts",
                     R"([{"path": ")" + path + R"(", "writable": )" + writable + "}]"});
  };
  const auto run = [&](const std::string& script) {
    return sandtray({"run", "-m", "bwrap", "shell", "--", "-c", script});
  };
  const auto hooks = project + "/.git/hooks";
  const auto says = "the mount " + hooks + " of your settings is writable and opens the guard of ";
  EXPECT_THAT(set(hooks, "true").err, HasSubstr(says));
  const auto opened = run("touch .git/hooks/made");
  EXPECT_EQ(opened.status, 0);
  EXPECT_THAT(opened.err, HasSubstr(says));
  EXPECT_THAT(sandtray({"config", "check"}).err, HasSubstr(says));
  const auto doctor = sandtray({"doctor"});
  EXPECT_THAT(doctor.out, HasSubstr(says));
  EXPECT_THAT(doctor.out, HasSubstr("-> sandtray config edit, unless you want it so"));

  EXPECT_THAT(set(project + "/", "false").err, IsEmpty());
  const auto closed = run("touch made");
  EXPECT_NE(closed.status, 0);
  EXPECT_THAT(closed.err, HasSubstr("can write nothing in the workspace"));
}

TEST_F(Words, AMountThatMayComeIsSet) {
  const auto mounts = R"([{"path": ")" + std::string(dir_ / "gone") + R"("}])";
  EXPECT_EQ(sandtray({"config", "set", "mounts", mounts}).status, 0);
  EXPECT_EQ(sandtray({"config", "set", "network", "none"}).status, 0);
  EXPECT_EQ(sandtray({"config", "check"}).status, 66);
}

}  // namespace
}  // namespace sandtray::test
