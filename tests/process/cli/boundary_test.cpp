// SPDX-License-Identifier: MIT
// That nothing is confined is said, in red where there are colours.
#include "platform/program_path.h"
#include "process/cli/world.h"

namespace sandtray::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class NoBoundary : public World {};

TEST_F(NoBoundary, IsSaidBeforeTheAgentRuns) {
  EXPECT_THAT(script("true", "host").err, StartsWith("sandtray: nothing is confined: "));
  EXPECT_THAT(script("true").err, Not(HasSubstr("confined")));
  ASSERT_EQ(sandtray({"config", "set", "default_method", "host"}).status, 0);
  EXPECT_THAT(sandtray({"run", "shell", "--", "-c", "true"}).err,
              HasSubstr("(method host, from default_method)\n"));
}

TEST_F(NoBoundary, IsSaidWhenItBecomesTheDefault) {
  EXPECT_THAT(sandtray({"config", "set", "default_method", "host"}).err,
              StartsWith("sandtray: nothing is confined from now on: "));
  EXPECT_THAT(sandtray({"config", "set", "log_mib", "8"}).err, IsEmpty());
  EXPECT_THAT(sandtray({"config", "set", "default_method", "bwrap"}).err, IsEmpty());
}

TEST_F(NoBoundary, IsRedOnATerminal) {
  start("sleep 1000", "host");
  env_["TERM"] = "xterm-256color";
  OnTerminal coloured({"sandtray", "ls"}, env_);
  EXPECT_TRUE(coloured.shows("\033[31mhost\033[0m  "));
  OnTerminal run({"sandtray", "run", "-d", "-m", "host", "shell", "--", "-c", "true"}, env_,
                 workspace_);
  EXPECT_TRUE(run.shows("\033[31msandtray: nothing is confined: "));
  env_["NO_COLOR"] = "1";
  OnTerminal without({"sandtray", "ls"}, env_);
  EXPECT_EQ(without.status(), 0);
  EXPECT_THAT(without.screen(), HasSubstr("host"));
  EXPECT_THAT(without.screen(), Not(HasSubstr("\033[31m")));
  env_.erase("NO_COLOR");
  env_["TERM"] = "dumb";
  OnTerminal dumb({"sandtray", "ls"}, env_);
  EXPECT_EQ(dumb.status(), 0);
  EXPECT_THAT(dumb.screen(), Not(HasSubstr("\033[31m")));
}

class Planted : public World {
 protected:
  // What an agent leaves in the workspace of its session: a link to another project.
  Planted() {
    std::filesystem::create_directory(other_);
    std::filesystem::create_directory_symlink(other_, workspace_ + "/link");
  }
  Finished run_in(const std::string& workspace) {
    return sandtray({"run", "-m", "bwrap", "-w", workspace, "shell", "--", "-c", "true"});
  }

  const std::string other_ = dir_ / "other";
};

TEST_F(Planted, ALinkInTheWorkspaceOfASessionIsNoWayToAWorkspace) {
  EXPECT_EQ(run_in(workspace_ + "/link").status, 0);
  EXPECT_EQ(script("true").status, 0);
  const auto refused = run_in(workspace_ + "/link");
  EXPECT_EQ(refused.status, 77);
  EXPECT_THAT(refused.err, HasSubstr("the symbolic link " + workspace_ + "/link leads there"));
  EXPECT_EQ(run_in("link").status, 77);
  EXPECT_EQ(run_in(other_).status, 0);
}

TEST_F(Planted, ALinkWhereOthersMayWriteIsNoWayToAWorkspace) {
  const auto shared = dir_ / "shared";
  std::filesystem::create_directory(shared);
  std::filesystem::create_directory_symlink(other_, shared + "/link");
  EXPECT_EQ(run_in(shared + "/link").status, 0);
  std::filesystem::permissions(shared, std::filesystem::perms::all);
  EXPECT_EQ(run_in(shared + "/link").status, 77);
}

TEST_F(Planted, ALinkInTheWorkspaceIsNoMount) {
  const auto mounts = R"([{"path": ")" + workspace_ + R"(/link"}])";
  ASSERT_EQ(sandtray({"config", "set", "mounts", mounts}).status, 0);
  const auto refused = script("true");
  EXPECT_EQ(refused.status, 77);
  EXPECT_THAT(refused.err, HasSubstr("a mount of your settings cannot be"));
  EXPECT_EQ(sandtray({"config", "check"}).status, 0);  // which knows no workspace yet
}

// An agent leaves a program in a folder that the person has on PATH, as that of a project's tools.
class PlantedProgram : public World {
 protected:
  PlantedProgram() {
    std::filesystem::create_directories(workspace_ + "/bin");
    std::filesystem::create_directories(other_);
    env_["PATH"] = workspace_ + "/bin:" + env_["PATH"];
  }
  void plant(const std::string& name) {
    const auto text = "printf '#!/bin/sh\\ntouch " + pwned_ + "; PATH=/usr/bin:/bin exec " + name +
                      " \"$@\"\\n' > bin/" + name + " && chmod +x bin/" + name;
    const auto planted = script(text, "bwrap");
    ASSERT_EQ(planted.status, 0) << planted.err;
    ASSERT_TRUE(std::filesystem::exists(workspace_ + "/bin/" + name));
  }
  bool was_run() const { return std::filesystem::exists(pwned_); }
  void forget_its_session() { ASSERT_EQ(sandtray({"rm", "--all"}).status, 0); }

  const std::string other_ = dir_ / "other", pwned_ = dir_ / "pwned";
};

TEST_F(PlantedProgram, IsNotTheBwrapOfASessionElsewhere) {
  plant("bwrap");
  for (int i = 0; i < 2; ++i) {
    const auto run = sandtray({"run", "-m", "bwrap", "-w", other_, "shell", "--", "-c", "true"});
    EXPECT_EQ(run.status, 77);
    EXPECT_THAT(run.err, HasSubstr("where agents can write"));
    forget_its_session();  // and still
  }
  EXPECT_FALSE(was_run());
}

TEST_F(PlantedProgram, IsNotTheProgramOfAnOwnMethodElsewhere) {
  plant("env");
  ASSERT_EQ(sandtray({"methods", "add", "mine", "--wrapper", "env"}).status, 0);
  EXPECT_EQ(sandtray({"run", "-m", "mine", "-w", other_, "shell", "--", "-c", "true"}).status, 77);
  EXPECT_FALSE(was_run());
}

TEST_F(PlantedProgram, IsNotRunWhenNobodyKnowsAnyMoreWhereAgentsCouldWrite) {
  plant("bwrap");
  for (const auto* damage : {"", "{}", "[1]", "[\"/x\""}) {
    write(dir_ / "state/sandtray/given.json", damage);
    const auto run = sandtray({"run", "-m", "bwrap", "-w", other_, "shell", "--", "-c", "true"});
    EXPECT_EQ(run.status, 78) << damage;
    EXPECT_THAT(run.err, HasSubstr("given.json"));
  }
  EXPECT_FALSE(was_run());
}

TEST_F(PlantedProgram, IsNotOneThatTheDoctorAsks) {
  for (const auto* name : {"sbx", "bwrap"}) {
    plant(name);
    const auto doctor = sandtray({"doctor"});
    EXPECT_EQ(doctor.status, 77) << name;
    EXPECT_THAT(doctor.err, HasSubstr("where agents can write")) << name;
    std::filesystem::remove(workspace_ + "/bin/" + name);
  }
  EXPECT_FALSE(was_run());
}

TEST_F(PlantedProgram, IsNotTheLimactlOfTheVirtualMachine) {
  plant("limactl");
  std::filesystem::create_directories(dir_ / "config/sandtray");
  write(dir_ / "config/sandtray/vm.json", R"({"images": [{"location": "/none"}], "mounts": []})");
  EXPECT_EQ(sandtray({"vm", "start"}).status, 77);
  EXPECT_EQ(sandtray({"run", "-m", "lima", "-w", other_, "shell", "--", "-c", "true"}).status, 77);
  EXPECT_FALSE(was_run());
}

TEST_F(PlantedProgram, IsNotTheAgentThatRunsAsThePersonElsewhere) {
  plant("codex");
  for (const auto* method : {"host", "agent"}) {
    const auto run = sandtray({"run", "-m", method, "-w", other_, "codex", "--", "--version"});
    EXPECT_EQ(run.status, 77) << method;
    EXPECT_THAT(run.err, HasSubstr("where agents can write")) << method;
  }
  EXPECT_FALSE(was_run());
}

TEST_F(PlantedProgram, IsNotTheGitThatMakesAWorktree) {
  ASSERT_EQ(
      run_command({"sh", "-c",
                   "/usr/bin/git init -q " + other_ + " && cd " + other_ +
                       " && /usr/bin/git -c user.name=a -c user.email=a@example.org commit -q "
                       "--allow-empty -m one"},
                  env_)
          .status,
      0);
  plant("git");
  const auto run = sandtray(
      {"run", "-m", "bwrap", "-w", other_, "--worktree", "agent/a", "shell", "--", "-c", "true"});
  EXPECT_EQ(run.status, 77);
  EXPECT_THAT(run.err, HasSubstr("where agents can write"));
  EXPECT_FALSE(was_run());
}

TEST_F(PlantedProgram, IsNotTheOneInTheWorktreeOfAnotherSession) {
  const std::string git = "/usr/bin/git -c user.name=a -c user.email=a@example.org ";
  ASSERT_EQ(run_command({"sh", "-c",
                         git + "init -q " + workspace_ + " && " + git + "-C " + workspace_ +
                             " commit -q --allow-empty -m one"},
                        env_)
                .status,
            0);
  const auto made = sandtray({"run", "-m", "bwrap", "--worktree", "agent/a", "shell", "--", "-c",
                              "mkdir bin && cp /usr/bin/true bin/bwrap"});
  ASSERT_EQ(made.status, 0) << made.err;
  const auto folder = list().at(0).at("workspace").get<std::string>();
  ASSERT_TRUE(std::filesystem::exists(folder + "/bin/bwrap"));
  env_["PATH"] = folder + "/bin:" + env_["PATH"];
  EXPECT_EQ(sandtray({"run", "-m", "bwrap", "-w", other_, "shell", "--", "-c", "true"}).status, 77);
}

TEST_F(Planted, WhatRanWithoutABoundarySaysNothingOfItsFolder) {
  ASSERT_EQ(script("true", "host").status, 0);
  ASSERT_EQ(sandtray({"rm", "--all"}).status, 0);
  EXPECT_EQ(run_in(workspace_ + "/link").status, 0);
}

class OwnInstallation : public World {
 protected:
  // What a checkout of Sandtray is after a build: the programs below it, their data behind a link.
  OwnInstallation() {
    std::filesystem::create_directories(checkout_ + "/build/bin");
    std::filesystem::create_directories(checkout_ + "/build/share");
    const auto bin = std::filesystem::path(platform::program_path()).parent_path();
    for (const auto* name : {"sandtray", "sandtray-guest", "sandtray-host"}) {
      std::filesystem::copy(bin / name, checkout_ + "/build/bin/" + name);
    }
    std::filesystem::copy(bin / "../share/sandtray", checkout_ + "/data",
                          std::filesystem::copy_options::recursive);
    std::filesystem::create_directory_symlink(checkout_ + "/data",
                                              checkout_ + "/build/share/sandtray");
  }
  Finished run_in(const std::string& workspace) {
    return run_command({checkout_ + "/build/bin/sandtray", "run", "-m", "bwrap", "-w", workspace,
                        "shell", "--", "-c", "true"},
                       env_, {}, workspace_);
  }

  const std::string checkout_ = dir_ / "checkout";
};

TEST_F(OwnInstallation, IsNotGivenToAnAgent) {
  EXPECT_EQ(run_in(workspace_).status, 0);
  for (const auto* folder : {"", "/build", "/build/bin", "/data", "/data/methods"}) {
    const auto refused = run_in(checkout_ + folder);
    EXPECT_EQ(refused.status, 77) << folder;
    EXPECT_THAT(refused.err, HasSubstr("--prefix ~/.local")) << folder;
  }
}

TEST_F(OwnInstallation, IsNoWritableMount) {
  const auto mount = [&](const char* writable) {
    return sandtray({"config", "set", "mounts",
                     R"([{"path": ")" + checkout_ + R"(", "writable": )" + writable + "}]"})
        .status;
  };
  ASSERT_EQ(mount("true"), 0);
  EXPECT_EQ(run_in(workspace_).status, 77);
  ASSERT_EQ(mount("false"), 0);
  EXPECT_EQ(run_in(workspace_).status, 0);
}

class Told : public World {};

TEST_F(Told, NoMessageControlsTheTerminal) {
  write(dir_ / "config/sandtray/config.json", R"({"\u001b[2Jcolour\u0007": 1})");
  const auto finished = sandtray({"config", "check"});
  EXPECT_EQ(finished.status, 78);
  EXPECT_THAT(finished.err, HasSubstr("colour"));
  EXPECT_THAT(finished.err, Not(HasSubstr("\033")));
  EXPECT_THAT(finished.err, Not(HasSubstr("\007")));
}

}  // namespace
}  // namespace sandtray::test
