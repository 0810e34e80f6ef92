// SPDX-License-Identifier: MIT
#include "process/cli/world.h"

namespace sandtray::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Run : public World {};

TEST_F(Run, ExitsWithTheAgentsOwnStatus) {
  EXPECT_EQ(script("exit 0").status, 0);
  EXPECT_EQ(script("exit 7").status, 7);
  EXPECT_EQ(script("kill -9 $$").status, 137);
  EXPECT_EQ(script("exit 7", "host").status, 7);
}

TEST_F(Run, StreamsEveryByteWithoutATerminal) {
  const auto finished = script("seq 1 300000");
  EXPECT_EQ(finished.status, 0) << finished.err;
  EXPECT_EQ(finished.out.size(), 1988895u);
  EXPECT_THAT(finished.out, ::testing::EndsWith("\n299999\n300000\n"));
  EXPECT_THAT(finished.out, Not(HasSubstr("\r")));
}

TEST_F(Run, PassesStandardInputToItsEnd) {
  const std::string input(300000, 'x');
  const auto finished = script("wc -c", usual_method(), input);
  EXPECT_EQ(finished.out, "300000\n") << finished.err;
}

TEST_F(Run, NoTerminalAnswersWhereThereIsNone) {
  // Device attributes, cursor position, colours: each with a real terminal's answer.
  const std::string input = "abc\033[c\033[6n\033]11;?\a\033[>q\033Zdef\n";
  for (const auto* method : {"bwrap", "host"}) {
    EXPECT_EQ(script("cat; sleep 0.2", method, input).out, input) << method;
    EXPECT_EQ(script("printf '\\033[c'; read -rt 1 x; echo \"<$x>\"", method, "own\n").out,
              "\033[c<own>\n");
  }
}

TEST_F(Run, StopsASessionWhoseOutputNobodyReads) {
  const auto finished =
      run_command({"sh", "-c", SANDTRAY_BIN_DIR "/sandtray run shell -- -c 'yes' | head -n 1"},
                  env_, "", workspace_);
  EXPECT_EQ(finished.out, "y\n");
  for (const auto& session : list()) {
    sandtray({"wait", session.at("id")});
    EXPECT_FALSE(this->session(session.at("id")).at("alive"));
  }
}

TEST_F(Run, AWorkspaceMayHaveAnyUtf8Name) {
  for (const auto* name : {"with space", "it's \"quoted\"", "new\nline", "$HOME `x` ;é", "-dash"}) {
    const auto path = dir_ / name;
    std::filesystem::create_directories(path);
    const auto finished = sandtray({"run", "shell", "-w", path, "--", "-c", "pwd; touch made"});
    EXPECT_EQ(finished.status, 0) << finished.err;
    EXPECT_EQ(finished.out, path + "\n");
    EXPECT_TRUE(std::filesystem::exists(path + "/made"));
  }
}

TEST_F(Run, AWorkspaceThatIsNotUtf8GetsItsOwnError) {
  const auto path = dir_ / "bad\xff";
  std::filesystem::create_directories(path);
  const auto finished = sandtray({"run", "shell", "-w", path, "--", "-c", "true"});
  EXPECT_EQ(finished.status, 64);
  EXPECT_THAT(finished.err, HasSubstr("not valid UTF-8"));
  EXPECT_THAT(list(), IsEmpty());
}

TEST_F(Run, WithoutNetworkTheHomeIsAnotherThanWith) {
  // A socket of a session with the network would lead there.
  EXPECT_EQ(script("touch ~/online").status, 0);
  const auto offline = [&](const std::string& text) {
    return sandtray({"run", "shell", "--set", "network=none", "--", "-c", text}).status;
  };
  EXPECT_EQ(offline("test ! -e ~/online && touch ~/offline"), 0);
  EXPECT_EQ(offline("test -e ~/offline"), 0);
  EXPECT_EQ(script("test -e ~/online -a ! -e ~/offline").status, 0);
}

TEST_F(Run, SettingsAndPresetsThatOthersMayChangeAreNotBelieved) {
  const auto settings = dir_ / "config/sandtray/config.json";
  const auto preset = dir_ / "config/sandtray/agents/mine.json";
  write(settings, R"({"network": "none"})");
  write(preset, R"({"name": "mine", "title": "Mine", "command": "true"})");
  EXPECT_EQ(sandtray({"run", "mine"}).status, 0);
  for (const auto& path : {settings, preset}) {
    std::filesystem::permissions(path, std::filesystem::perms::others_write,
                                 std::filesystem::perm_options::add);
    const auto finished = sandtray({"run", "mine"});
    EXPECT_EQ(finished.status, 77) << path;
    EXPECT_THAT(finished.err, HasSubstr(path + " can be changed by others"));
    EXPECT_THAT(finished.err, HasSubstr("chmod go-w"));
    std::filesystem::permissions(path, std::filesystem::perms::others_write,
                                 std::filesystem::perm_options::remove);
  }
}

TEST_F(Run, AnUnconfinedAgentHasTheFilesAndTheSocketThatItNames) {
  const auto bare = start("true", "host");
  EXPECT_EQ(sandtray({"wait", bare}).status, 0);
  EXPECT_FALSE(platform::exists(folder_of(bare) + "/files"));
  for (const auto* name : {"{files}", "{hook_socket}"}) {
    write(dir_ / "config/sandtray/agents/named.json",
          R"({"name": "named", "title": "Named", "command": "sh", "env": {"NAMED": ")" +
              std::string(name) + "\"}}");
    const auto named = sandtray({"run", "-m", "host", "named", "--", "-c", "ls -d \"$NAMED\""});
    EXPECT_EQ(named.status, 0) << name << named.err;
  }
}

TEST_F(Run, EachMissingThingHasItsOwnErrorAndStatus) {
  auto finished = sandtray({"run", "shell", "-w", "/no/such/folder"});
  EXPECT_EQ(finished.status, 66);
  EXPECT_THAT(finished.err, HasSubstr("sandtray: there is no folder /no/such/folder\n"));
  finished = sandtray({"run", "nobody"});
  EXPECT_EQ(finished.status, 64);
  EXPECT_THAT(finished.err, HasSubstr("Known: claude, codex"));
  finished = sandtray({"run", "shell", "-m", "magic"});
  EXPECT_EQ(finished.status, 64);
  write(dir_ / "config/sandtray/agents/gone.json",
        R"({"name": "gone", "title": "Gone", "command": "no-such-agent", "install": "Get it."})");
  finished = sandtray({"run", "gone"});
  EXPECT_EQ(finished.status, 69);
  EXPECT_THAT(finished.err, HasSubstr("no-such-agent"));
  EXPECT_THAT(finished.err, HasSubstr("Get it."));
  finished = sandtray({"run", "shell", "--set", "network=open", "--", "-c", "true"});
  EXPECT_EQ(finished.status, 64);
  EXPECT_THAT(finished.err, HasSubstr("Known: host, none."));
  finished = sandtray({"run"});
  EXPECT_EQ(finished.status, 64);
  EXPECT_THAT(finished.err, HasSubstr("--help"));
  EXPECT_THAT(list(), IsEmpty());
}

TEST_F(Run, AnAgentThatMayNotBeExecutedIsNamed) {
  const auto program = dir_ / "bin/half-installed";
  std::filesystem::create_directories(dir_ / "bin/folders/half-installed");
  write(program, "#!/bin/sh\n");
  std::filesystem::permissions(program, std::filesystem::perms::owner_read);
  env_["PATH"] = dir_ / "bin/folders:" + (dir_ / "bin:") + env_["PATH"];
  write(dir_ / "config/sandtray/agents/half.json",
        R"({"name": "half", "title": "Half", "command": "half-installed", "install": "Get it."})");
  const auto finished = sandtray({"run", "half"});
  EXPECT_EQ(finished.status, 69);
  EXPECT_THAT(finished.err, HasSubstr("\"" + program + "\" is not executable"));
  EXPECT_THAT(finished.err, HasSubstr("chmod +x " + program));
  EXPECT_THAT(finished.err, Not(HasSubstr("Get it.")));
  EXPECT_THAT(sandtray({"doctor"}).out, HasSubstr("-> chmod +x " + program));
}

TEST_F(Run, AFolderThatHasGoneIsSaidSo) {
  const auto finished =
      run_command({"sh", "-c",
                   "mkdir gone && cd gone && rmdir ../gone && exec " SANDTRAY_BIN_DIR
                   "/sandtray run shell -- -c true"},
                  env_, "", workspace_);
  EXPECT_EQ(finished.status, 66);
  EXPECT_THAT(finished.err, HasSubstr("the current folder is gone"));
}

TEST_F(Run, WithoutTheToolOfTheMethodNothingRuns) {
  env_["PATH"] = dir_ / "bin";
  std::filesystem::create_directories(dir_ / "bin");
  std::filesystem::create_symlink("/bin/bash", dir_ / "bin/bash");
  const auto finished = script("touch ran");
  EXPECT_EQ(finished.status, 69);
  EXPECT_THAT(finished.err, HasSubstr("bwrap"));
  EXPECT_FALSE(std::filesystem::exists(workspace_ + "/ran"));
}

TEST_F(Run, BadSettingsRefuseToRun) {
  write(dir_ / "config/sandtray/config.json", R"({"network": "open"})");
  const auto finished = script("touch ran");
  EXPECT_EQ(finished.status, 78);
  EXPECT_THAT(finished.err, HasSubstr("config.json:1: /network must be one of"));
  EXPECT_FALSE(std::filesystem::exists(workspace_ + "/ran"));
}

TEST_F(Run, ASocketPathThatIsTooLongIsSaidSo) {
  env_["XDG_RUNTIME_DIR"] = dir_ / std::string(100, 'r');
  const auto finished = script("true");
  EXPECT_EQ(finished.status, 69) << finished.err;
  EXPECT_THAT(finished.err, HasSubstr("the limit is 107"));
  EXPECT_THAT(list(), IsEmpty());
}

TEST_F(Run, AStateFolderThatCannotBeWrittenIsSaidSo) {
  env_["XDG_STATE_HOME"] = "/proc/none";
  const auto finished = script("true");
  EXPECT_EQ(finished.status, 70);
  EXPECT_THAT(finished.err, HasSubstr("cannot make the folder /proc/none"));
}

TEST_F(Run, WorksWithoutARuntimeFolder) {
  env_.erase("XDG_RUNTIME_DIR");
  EXPECT_EQ(script("echo here").out, "here\n");
}

TEST_F(Run, WorkspaceFilesDoNotWidenTheSandbox) {
  write(workspace_ + "/.sandtray/config.json", R"({"mounts": [{"path": "/etc/shadow"}]})");
  write(workspace_ + "/config.json", R"({"default_method": "host"})");
  const auto finished = script("cat /etc/shadow");
  EXPECT_NE(finished.status, 0);
  EXPECT_THAT(list().at(0).at("method"), "bwrap");
}

}  // namespace
}  // namespace sandtray::test
