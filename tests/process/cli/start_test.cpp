// SPDX-License-Identifier: MIT
// Between the look at a workspace and the mounts, another session's agent may change it; and what
// keeps a sandbox from starting is never taken for the agent's own word.
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "platform/file.h"
#include "process/cli/world.h"

namespace sandtray::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;

class SandboxStart : public World {
 protected:
  SandboxStart() {
    write(dir_ / "secret", "the secret\n");
    run_command({"git", "init", "-q", workspace_}, env_);
    use_bwrap("exec \"$real\" \"$@\"");
  }

  // In place of bubblewrap: a script that has its last word. The probe of launch is passed on.
  void use_bwrap(const std::string& script) {
    const auto path = dir_ / "bin/bwrap";
    write(path,
          "#!/bin/sh\n# knows --disable-userns\nreal=/usr/bin/bwrap\n"
          "case \"$*\" in *--hostname*) ;; *) exec \"$real\" \"$@\" ;; esac\n" +
              script + "\n");
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    if (!env_["PATH"].starts_with(dir_ / "bin:")) env_["PATH"] = dir_ / "bin:" + env_["PATH"];
  }
  // As an agent that works in the same folder can do it at just that moment. What leads to the
  // workspace exists inside too, and would be covered by all that is there outside.
  std::string swap_hooks() const {
    const auto hooks = "'" + workspace_ + "/.git/hooks'";
    return "mv " + hooks + " '" + workspace_ + "/was'; ln -s ../.. " + hooks + "\n";
  }
  void swap_back() const {
    std::filesystem::remove(workspace_ + "/.git/hooks");
    std::filesystem::rename(workspace_ + "/was", workspace_ + "/.git/hooks");
  }
};

TEST_F(SandboxStart, AFolderReplacedByALinkMeanwhileIsFoundOut) {
  const std::string steal = "cat ../secret";
  // Without the check inside, the escape works.
  use_bwrap(swap_hooks() +
            "n=$#; while [ $n -gt 0 ]; do w=$1; shift; n=$((n - 1))\n"
            "  case $w in /run/sandtray/guest) [ \"$1\" = start ] && { shift 4; n=$((n - 4)); "
            "continue; } ;; esac\n"
            "  set -- \"$@\" \"$w\"; done\nexec \"$real\" \"$@\"");
  EXPECT_THAT(script(steal).out, HasSubstr("the secret"));
  swap_back();

  use_bwrap(swap_hooks() + "exec \"$real\" \"$@\"");
  const auto finished = script(steal);
  EXPECT_EQ(finished.status, 69);
  EXPECT_THAT(finished.out, Not(HasSubstr("the secret")));
  EXPECT_THAT(finished.err, HasSubstr("was replaced while the sandbox was made"));
}

TEST_F(SandboxStart, AWorkspaceReplacedMeanwhileIsFoundOut) {
  use_bwrap("mv '" + workspace_ + "' '" + dir_.path() + "/was'; mkdir '" + workspace_ +
            "'; cp -r '" + dir_.path() + "/was/.git' '" + workspace_ +
            "/.git'; exec \"$real\" \"$@\"");
  const auto finished = script("touch made");
  EXPECT_EQ(finished.status, 69);
  EXPECT_THAT(finished.err, HasSubstr(workspace_ + " was replaced while"));
  EXPECT_FALSE(std::filesystem::exists(workspace_ + "/made"));
}

TEST_F(SandboxStart, AFailureOfBubblewrapIsNotTheAgents) {
  use_bwrap("echo 'bwrap: no room for a sandbox' >&2; exit 1");
  const auto id = start("true");
  EXPECT_EQ(sandtray({"wait", id}).status, 69);
  const auto ended = session(id);
  EXPECT_EQ(ended.at("state"), "failed");
  EXPECT_TRUE(ended.at("exit_code").is_null());
  EXPECT_THAT(
      ended.at("message").get<std::string>(),
      HasSubstr("the method bwrap could not start the agent: bwrap: no room for a sandbox"));
  use_bwrap("exit 3");
  EXPECT_THAT(script("true").err, HasSubstr("could not start the agent: it ended with 3"));
  use_bwrap("kill -9 $$");
  EXPECT_THAT(script("true").err, HasSubstr("could not start the agent: it was ended by signal 9"));
}

TEST_F(SandboxStart, TheAgentsOwnFailureStaysIts) {
  const auto finished = script("echo bwrap: not so >&2; exit 1");
  EXPECT_EQ(finished.status, 1);
}

TEST_F(SandboxStart, AnAgentThatCannotBeRunSaysWhy) {
  write(dir_ / "bin/odd",
        "\x7f"
        "ELF, but no program");
  std::filesystem::permissions(dir_ / "bin/odd", std::filesystem::perms::owner_all);
  write(dir_ / "config/sandtray/agents/odd.json",
        R"({"name": "odd", "title": "Odd", "command": "odd"})");
  const auto finished = sandtray({"run", "odd"});
  EXPECT_EQ(finished.status, 69);
  EXPECT_THAT(finished.err, HasSubstr("cannot start /run/sandtray/bin/odd: Exec format error"));
}

TEST_F(SandboxStart, AFolderOfHooksThatTheAgentMakesIsWarnedOf) {
  run_command({"git", "-C", workspace_, "config", "core.hooksPath", ".githooks"}, env_);
  EXPECT_EQ(script("mkdir .githooks").status, 0);
  EXPECT_THAT(sandtray({"events", "--json"}).out,
              HasSubstr("the session has made " + workspace_ + "/.githooks, which git"));
}

class GuardLeft : public World {
 protected:
  GuardLeft() {
    run_command({"git", "init", "-q", workspace_}, env_);
    std::filesystem::remove_all(git_ + "branches");
    std::filesystem::create_directory(git_ + "remotes");  // the person's, and empty
    before_ = platform::list_folder(git_);
  }
  std::string kill_a_host() {
    const auto id = start("echo ready; sleep 1000");
    wait_for_output(id, "ready");
    EXPECT_EQ(kill(host_pid(id), SIGKILL), 0);
    EXPECT_EQ(sandtray({"wait", id}).status, 70);
    EXPECT_THAT(platform::list_folder(git_), IsSupersetOf({"branches", "commondir", "modules"}));
    return id;
  }

  const std::string git_ = workspace_ + "/.git/";
  std::vector<std::string> before_;
};

TEST_F(GuardLeft, ByAKilledHostGoesWithTheNextSession) {
  kill_a_host();
  kill_a_host();  // which took over what the first one left
  EXPECT_EQ(script("true").status, 0);
  EXPECT_EQ(platform::list_folder(git_), before_);
}

TEST_F(GuardLeft, ByAKilledHostGoesWithItsFolder) {
  const auto id = kill_a_host();
  EXPECT_EQ(sandtray({"rm", id}).status, 0);
  EXPECT_EQ(platform::list_folder(git_), before_);
}

TEST_F(GuardLeft, ByAKilledHostIsThePersonsOnceItIsUsed) {
  const auto id = kill_a_host();
  std::filesystem::create_directory(git_ + "modules/lib");
  before_.insert(std::find(before_.begin(), before_.end(), "objects"), "modules");
  EXPECT_EQ(script("true").status, 0);
  EXPECT_EQ(platform::list_folder(git_), before_);
  std::filesystem::remove(git_ + "modules/lib");
  EXPECT_EQ(script("true").status, 0);
  EXPECT_EQ(sandtray({"rm", id}).status, 0);
  EXPECT_EQ(platform::list_folder(git_), before_);
}

// su and sudo may keep the variable: bubblewrap found no way to the sockets, and said so itself.
TEST_F(SandboxStart, AnotherUsersRuntimeFolderIsRefused) {
  if (geteuid() != 0) GTEST_SKIP() << "needs root, to give a folder to another user";
  const auto theirs = dir_ / "theirs";
  std::filesystem::create_directories(theirs);
  std::filesystem::permissions(theirs, std::filesystem::perms::owner_all);
  ASSERT_EQ(chown(theirs.c_str(), 65534, 65534), 0);
  env_["XDG_RUNTIME_DIR"] = theirs;
  const auto finished = script("true");
  EXPECT_EQ(finished.status, 77);
  EXPECT_EQ(finished.err, "sandtray: another user may replace " + theirs +
                              "/sandtray, the folder of sockets\n"
                              "Set XDG_RUNTIME_DIR to a folder of your own, or unset it.\n");
  EXPECT_TRUE(list().empty()) << "no session has been made";
  EXPECT_EQ(script("true", "host").status, 0);
}

TEST_F(SandboxStart, MoreWordsThanBubblewrapTakesAreRefusedBeforehand) {
  std::vector<std::string> words = {"run", "shell", "--", "-c", "echo $#"};
  words.resize(words.size() + 9000, "x");
  const auto finished = sandtray(words);
  EXPECT_EQ(finished.status, 64);
  EXPECT_THAT(finished.err, HasSubstr("bubblewrap takes 9000 words, and this run needs "));
  words.resize(8500);
  EXPECT_EQ(sandtray(words).status, 0);
}

}  // namespace
}  // namespace sandtray::test
