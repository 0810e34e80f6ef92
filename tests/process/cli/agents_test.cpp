// SPDX-License-Identifier: MIT
// Agents of the person's own, from the command that makes one to the session that runs it.

#include "process/cli/world.h"

namespace sandtray::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class OwnAgents : public World {
 protected:
  std::string file(const std::string& name) const {
    return dir_ / ("config/sandtray/agents/" + name + ".json");
  }
  // Without what is there for editors and later programs.
  Json said(const std::string& name) const {
    auto json = Json::parse(read(file(name)));
    EXPECT_EQ(json.erase("$schema") + json.erase("version"), 2u);
    return json;
  }
  Json show(const std::string& name) {
    const auto shown = sandtray({"agents", "show", name, "--json"});
    EXPECT_EQ(shown.status, 0) << shown.err;
    return shown.status == 0 ? Json::parse(shown.out) : Json();
  }
  Finished run(const std::string& agent, const std::string& text) {
    return sandtray({"run", agent, "-m", usual_method(), "--", "-c", text});
  }
  // An editor that runs this script on the file.
  void edit_with(const std::string& script) {
    write(dir_ / "editor", "#!/bin/sh\n" + script + "\n");
    std::filesystem::permissions(dir_ / "editor", std::filesystem::perms::owner_all);
    env_["VISUAL"] = dir_ / "editor";
  }
};

TEST_F(OwnAgents, ACopySaysOnlyWhatIsDifferentAndRuns) {
  const auto added = sandtray({"agents", "add", "mine", "--from", "shell"});
  EXPECT_EQ(added.status, 0) << added.err;
  EXPECT_EQ(added.out, file("mine") + "\n");
  EXPECT_EQ(said("mine"), Json({{"name", "mine"}, {"from", "shell"}, {"title", "Shell (mine)"}}));
  EXPECT_EQ(run("mine", "echo it runs").out, "it runs\n");
  EXPECT_EQ(show("mine").at("from"), "shell");
  EXPECT_THAT(sandtray({"agents", "show", "mine"}).out, HasSubstr(file("mine")));
  // A copy of a copy is one of the shipped agent, with what was changed.
  EXPECT_EQ(sandtray({"agents", "add", "third", "--from", "mine", "--title", "Third"}).status, 0);
  EXPECT_EQ(said("third"), Json({{"name", "third"}, {"from", "shell"}, {"title", "Third"}}));
}

TEST_F(OwnAgents, ACommandLineIsAnAgent) {
  EXPECT_EQ(sandtray({"agents", "add", "mine", "--command", "sh -c 'echo \"$@\"' '{x}'"}).status,
            0);
  EXPECT_EQ(sandtray({"run", "mine", "-m", usual_method(), "--", "a  b", "c"}).out, "a  b c\n");
  // What its copy is given further comes after what it is given always.
  EXPECT_EQ(
      sandtray({"agents", "add", "more", "--from", "codex", "--command", "mycodex --fast"}).status,
      0);
  auto args = show("codex").at("args");
  args.push_back("--fast");
  EXPECT_EQ(show("more").at("args"), args);
  EXPECT_EQ(show("more").at("command"), "mycodex");
}

TEST_F(OwnAgents, WhatIsAskedForReachesTheCommand) {
  write(file("mine"), R"({"name": "mine", "title": "Mine", "command": "sh",
    "args": ["-c", "echo $0 \"$@\""], "model": {"args": ["-M", "{model}"]},
    "resume": {"args": ["again"]}, "permissions": {"ask": {"args": []}}})");
  const auto run_mine = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"run", "mine", "-m", usual_method()});
    words.insert(words.end(), {"--", "go"});
    const auto finished = sandtray(words);
    EXPECT_EQ(finished.status, 0) << finished.err;
    return finished.out;
  };
  EXPECT_EQ(run_mine({}), "go\n");
  EXPECT_EQ(run_mine({"--model", "big"}), "-M big go\n");
  EXPECT_EQ(run_mine({"--resume", "--set", "model=small"}), "-M small again go\n");
  EXPECT_EQ(
      sandtray({"agents", "add", "big", "--from", "mine", "--model", "big", "--permissions", "ask"})
          .status,
      0);
  EXPECT_EQ(show("big").at("default_model"), "big");
  EXPECT_EQ(show("big").at("default_permissions"), "ask");
  EXPECT_EQ(sandtray({"run", "big", "-m", usual_method(), "--", "go"}).out, "-M big go\n");
  const auto refused = sandtray({"run", "shell", "-m", usual_method(), "--resume"});
  EXPECT_EQ(refused.status, 64);
  EXPECT_THAT(refused.err, HasSubstr("Shell has no conversation that it could go on with"));
}

TEST_F(OwnAgents, ALoginStaysInThePrivateHomeOfTheSessionsByThatMethod) {
  write(file("mine"), R"({"name": "mine", "title": "Mine", "command": "sh", "login": ["-c",
    "read word; echo $word >$HOME/token; exit 3"]})");
  write(dir_ / "config/sandtray/config.json", R"({"network": "none"})");
  EXPECT_EQ(sandtray({"agents", "login", "mine", "-m", usual_method()}, "secret\n").status, 3);
  const auto token = [&](const std::string& network) {
    return sandtray({"run", "mine", "-m", usual_method(), "--set", "network=" + network, "--", "-c",
                     "cat $HOME/token"})
        .out;
  };
  EXPECT_EQ(token("host"), "secret\n");
  const bool own_home = usual_method() != "host";
  EXPECT_NE(std::filesystem::exists(dir_ / "home/token"), own_home);
  const auto refused = sandtray({"agents", "login", "shell"});
  EXPECT_EQ(refused.status, 64);
  EXPECT_THAT(refused.err, HasSubstr("Shell has no login that Sandtray knows of"));
}

// An agent that writes a line into the workspace for each of its runs.
class Crashes : public OwnAgents {
 protected:
  std::string start_one(const Json& restart, const std::string& script,
                        const std::string& method = usual_method()) {
    const Json preset = {{"name", "mine"}, {"from", "shell"}, {"restart", restart}};
    write(file("mine"), dump_json(preset));
    const auto started =
        sandtray({"run", "-d", "mine", "-m", method, "--", "-c", "echo run >>runs; " + script});
    EXPECT_EQ(started.status, 0) << started.err;
    return started.out.substr(0, started.out.find('\n'));
  }
  std::vector<std::string> crashes(const std::string& id) {
    std::vector<std::string> told;
    std::istringstream lines(sandtray({"events", "--json", id}).out);
    for (std::string line; std::getline(lines, line);) {
      const auto event = Json::parse(line);
      if (event.value("kind", "") != "crash") continue;
      EXPECT_EQ(event.at("state"), "failed");
      EXPECT_EQ(event.at("source"), "exit");
      told.push_back(event.at("message"));
    }
    return told;
  }
  std::string runs() const { return read(workspace_ + "/runs"); }
};

TEST_F(Crashes, AreFollowedByAnotherRunAsOftenAsThePresetSays) {
  const auto id = start_one({{"times", 2}, {"delay_s", 0}}, "echo output $(wc -l <runs); exit 3");
  EXPECT_EQ(sandtray({"wait", id}).status, 3);
  EXPECT_EQ(runs(), "run\nrun\nrun\n");
  EXPECT_THAT(sandtray({"logs", id}).out,
              AllOf(HasSubstr("output 1"), HasSubstr("output 2"), HasSubstr("output 3")));
  EXPECT_EQ(crashes(id),
            (std::vector<std::string>{"it ended with 3, and is started again in 0 s (1 of 2)",
                                      "it ended with 3, and is started again in 0 s (2 of 2)"}));
  EXPECT_EQ(session(id).at("state"), "exited");
}

TEST_F(Crashes, LeaveNothingRunningBesideTheNextRun) {
  const auto id = start_one({{"times", 1}, {"delay_s", 0}},
                            "test $(wc -l <runs) = 1 || { ls pid; kill -0 $(cat pid) && echo BAD; "
                            "exit 0; }; setsid sleep 1000 & echo $! >pid; kill -9 $$",
                            "host");
  EXPECT_EQ(sandtray({"wait", id}).status, 0);
  EXPECT_THAT(sandtray({"logs", id}).out, AllOf(HasSubstr("pid"), Not(HasSubstr("BAD"))));
  EXPECT_EQ(crashes(id).size(), 1u);
}

TEST_F(Crashes, AreNoneWhereItEndsWellOrNobodyWantsItBack) {
  EXPECT_EQ(sandtray({"wait", start_one({{"times", 9}, {"delay_s", 0}}, "exit 0")}).status, 0);
  EXPECT_EQ(sandtray({"wait", start_one({{"times", 0}}, "exit 3")}).status, 3);
  EXPECT_EQ(runs(), "run\nrun\n");
  // A script reads the status of the first run.
  write(file("mine"), R"({"name": "mine", "from": "shell", "restart": {"times": 9}})");
  EXPECT_EQ(run("mine", "echo run >>runs; exit 4").status, 4);
  EXPECT_EQ(runs(), "run\nrun\nrun\n");
}

TEST_F(Crashes, AStopEndsTheWaitForTheNextRun) {
  const auto id = start_one({{"times", 9}, {"delay_s", 3600}, {"max_delay_s", 3600}}, "exit 3");
  const auto told = run_command(
      {"sh", "-c", SANDTRAY_BIN_DIR "/sandtray events -f " + id + " | grep -m 1 'in 3600 s'"},
      env_);
  EXPECT_EQ(told.status, 0);
  const auto waiting = session(id);
  EXPECT_EQ(waiting.at("state"), "failed");
  EXPECT_TRUE(waiting.at("pid").is_null());
  EXPECT_EQ(sandtray({"stop", id}).status, 0);
  EXPECT_EQ(session(id).at("state"), "exited");
  EXPECT_EQ(session(id).at("message"), "") << "nothing is started again";
  EXPECT_EQ(runs(), "run\n");
}

TEST_F(OwnAgents, OneThatIsDisabledDoesNotRun) {
  EXPECT_EQ(sandtray({"agents", "disable", "shell"}).status, 0);
  EXPECT_TRUE(show("shell").at("disabled"));
  EXPECT_THAT(sandtray({"agents"}).out, HasSubstr("Shell        default  disabled"));
  const auto refused = run("shell", "touch ran");
  EXPECT_EQ(refused.status, 69);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("the agent \"shell\" is disabled"),
                                 HasSubstr("sandtray agents enable shell")));
  EXPECT_FALSE(std::filesystem::exists(workspace_ + "/ran"));
  EXPECT_EQ(sandtray({"config", "check"}).status, 0);
  EXPECT_THAT(sandtray({"agents", "disable", "shell"}).out, HasSubstr("disabled already"));
  EXPECT_EQ(sandtray({"agents", "enable", "shell"}).status, 0);
  EXPECT_FALSE(std::filesystem::exists(file("shell")));
  EXPECT_EQ(run("shell", "echo it runs").out, "it runs\n");
}

TEST_F(OwnAgents, WhatWasChangedIsThereAgainWhenItIsEnabled) {
  write(file("shell"), R"({"name": "shell", "from": "shell", "env": {"MINE": "1"}})");
  EXPECT_EQ(sandtray({"agents", "disable", "shell"}).status, 0);
  EXPECT_EQ(run("shell", ":").status, 69);
  EXPECT_EQ(sandtray({"agents", "enable", "shell"}).status, 0);
  EXPECT_EQ(run("shell", "echo $MINE").out, "1\n");
  const std::string commented = "{ // mine\n\"name\": \"shell\", \"from\": \"shell\" }";
  write(file("shell"), commented);
  const auto refused = sandtray({"agents", "disable", "shell"});
  EXPECT_EQ(refused.status, 77);
  EXPECT_THAT(refused.err, HasSubstr("holds comments"));
  EXPECT_EQ(read(file("shell")), commented);
}

TEST_F(OwnAgents, OneOfSandtraysOwnIsChangedInAFileOfThePersons) {
  edit_with(
      "echo '{\"name\": \"shell\", \"from\": \"shell\", \"env\": {\"MINE\": \"1\"}}' >\"$1\"");
  const auto edited = sandtray({"agents", "edit", "shell"});
  EXPECT_EQ(edited.status, 0) << edited.err;
  EXPECT_EQ(run("shell", "echo $MINE").out, "1\n");
  EXPECT_EQ(sandtray({"agents", "remove", "shell"}).status, 0);
  EXPECT_EQ(run("shell", "echo $MINE").out, "\n");
}

TEST_F(OwnAgents, ToldWhetherTheTrayIsSilentAboutOne) {
  EXPECT_EQ(show("shell").at("notifications"), true);
  EXPECT_THAT(sandtray({"agents", "show", "shell"}).out, Not(HasSubstr("silent")));
  write(file("shell"), R"({"name": "shell", "from": "shell", "notifications": false})");
  EXPECT_EQ(show("shell").at("notifications"), false);
  EXPECT_THAT(sandtray({"agents", "show", "shell"}).out, HasSubstr("silent"));
  write(file("shell"), R"({"name": "shell", "from": "shell", "notifications": "off"})");
  const auto wrong = sandtray({"agents", "show", "shell"});
  EXPECT_EQ(wrong.status, 78);
  EXPECT_THAT(wrong.err, HasSubstr("/notifications must be of type boolean"));
}

TEST_F(OwnAgents, AnEditorThatChangesNothingLeavesNothing) {
  for (const auto* script : {"grep -q shell \"$1\"", "exit 3"}) {
    edit_with(script);
    EXPECT_EQ(sandtray({"agents", "edit", "shell"}).status, script[0] == 'g' ? 0 : 70);
    EXPECT_FALSE(std::filesystem::exists(file("shell")));
  }
}

TEST_F(OwnAgents, WhatIsWrongAfterAnEditIsToldWithItsLineAndCanBeMended) {
  edit_with("printf '{\\n\"name\": \"shell\",\\n\"from\": \"shell\",\\n\"argz\": []}' >\"$1\"");
  const auto edited = sandtray({"agents", "edit", "shell"});
  EXPECT_EQ(edited.status, 78);
  EXPECT_THAT(edited.err, HasSubstr(file("shell") + ":4: /argz is not a known key"));
  EXPECT_EQ(run("shell", ":").status, 78);
  edit_with("sed -i s/argz/args/ \"$1\"");
  EXPECT_EQ(sandtray({"agents", "edit", "shell"}).status, 0);
  EXPECT_EQ(run("shell", ":").status, 0);
}

TEST_F(OwnAgents, WhatCannotBeAnAgentIsRefusedAndNothingIsWritten) {
  const struct {
    std::vector<std::string> words;
    int status;
    std::string error;
  } cases[] = {
      {{"add", "mine"}, 64, "--from or --command"},
      {{"add", "mine", "--from", "nope"}, 64, "there is no agent \"nope\""},
      {{"add", "../x", "--from", "shell"}, 64, "cannot be called"},
      {{"add", "Mine", "--from", "shell"}, 64, "/name does not have the form"},
      {{"add", "mine", "--command", "env 'open"}, 64, "quote"},
      {{"add", "mine", "--command", " "}, 64, "--command is empty"},
      {{"add", "mine", "--from", "shell", "--model", "m"}, 64, "/default_model is of no use"},
      {{"add", "mine", "--command", "env", "--permissions", "ask"},
       64,
       "/default_permissions is none of its permissions"},
      {{"remove", "shell"}, 77, "Sandtray's own"},
      {{"remove", "nope"}, 64, "no agent \"nope\""},
      {{"remove", "../agents/x"}, 64, "no agent"},
      {{"disable", "nope"}, 64, "no agent \"nope\""},
      {{"edit", "nope"}, 64, "no agent \"nope\""},
      {{"show"}, 64, "takes a name"},
  };
  for (auto [words, status, error] : cases) {
    words.insert(words.begin(), "agents");
    const auto finished = sandtray(words);
    EXPECT_EQ(finished.status, status) << finished.err;
    EXPECT_THAT(finished.err, HasSubstr(error));
    EXPECT_THAT(sandtray({"agents", "--json"}).out, Not(HasSubstr("\"own\": true")));
  }
}

TEST_F(OwnAgents, OneOfTheSameNameIsNotWrittenOver) {
  EXPECT_EQ(sandtray({"agents", "add", "mine", "--command", "true"}).status, 0);
  const auto again = sandtray({"agents", "add", "mine", "--command", "false"});
  EXPECT_EQ(again.status, 77);
  EXPECT_THAT(again.err, HasSubstr("already"));
  EXPECT_EQ(sandtray({"run", "mine", "-m", usual_method()}).status, 0);
}

}  // namespace
}  // namespace sandtray::test
