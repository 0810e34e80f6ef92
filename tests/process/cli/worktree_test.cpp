// SPDX-License-Identifier: MIT
// A worktree for a session: real git, real sandbox, and repositories that want to run something
// here while it is made or removed.
#include <csignal>

#include "platform/file.h"
#include "process/cli/world.h"

namespace sandtray::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

class Worktrees : public World {
 protected:
  Worktrees() {
    env_["GIT_CONFIG_NOSYSTEM"] = "1";
    write(dir_ / "home/.gitconfig",
          "[user]\n\tname = Ada\n\temail = ada@example.org\n[init]\n\tdefaultBranch = main\n");
    git("init -q . && echo one >file && git add file && git commit -qm one");
  }
  // In the repository; what it printed.
  std::string git(const std::string& words, bool good = true) {
    const auto finished = run_command({"sh", "-c", "git " + words}, env_, "", workspace_);
    EXPECT_EQ(finished.status == 0, good) << words << ": " << finished.err;
    return finished.out;
  }
  Finished on(const std::string& branch, const std::string& text,
              const std::string& method = "bwrap") {
    return sandtray({"run", "--worktree", branch, "shell", "-m", method, "--", "-c", text});
  }
  std::string id() { return list().at(0).at("id"); }
  std::string folder() { return list().at(0).at("workspace"); }
  Finished rm(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"rm", id()});
    return sandtray(more);
  }
};

TEST_F(Worktrees, AnAgentCommitsOnItsOwnBranchAndItGoesWhenItIsMerged) {
  const auto ran = on("agent/feature",
                      "git status --short && echo two >file && git commit -qam two && "
                      "git log --oneline | wc -l && git diff HEAD~1 --stat | tail -1 && "
                      "git rev-parse --abbrev-ref HEAD");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr("2\n"), HasSubstr("1 file changed"), HasSubstr("agent/feature\n")));
  EXPECT_THAT(ran.err, Not(HasSubstr("other branches")));
  EXPECT_EQ(list().at(0).at("branch"), "agent/feature");
  EXPECT_EQ(list().at(0).at("repository"), workspace_);
  EXPECT_THAT(sandtray({"ls", "--all"}).out, HasSubstr(workspace_ + " [agent/feature]"));
  // The person's own folder is as it was, and git knows both.
  EXPECT_EQ(git("status --porcelain"), "");
  EXPECT_THAT(git("worktree list"), HasSubstr("[agent/feature]"));
  EXPECT_EQ(git("log --oneline agent/feature | wc -l"), "2\n");
  git("fsck --no-progress");

  const auto where = folder();
  const auto refused = rm();
  EXPECT_EQ(refused.status, 77);
  EXPECT_THAT(refused.err,
              AllOf(HasSubstr(where), HasSubstr("1 commit not merged"), HasSubstr("--force")));
  EXPECT_TRUE(fs::exists(where + "/file"));
  git("merge -q agent/feature");
  const auto removed = rm();
  EXPECT_EQ(removed.status, 0) << removed.err;
  EXPECT_FALSE(fs::exists(where));
  EXPECT_EQ(git("branch --list 'agent/*'"), "");
  EXPECT_EQ(git("worktree list | wc -l"), "1\n");
}

TEST_F(Worktrees, WorkIsNeverRemovedUnlessItIsForced) {
  EXPECT_EQ(on("feature", "echo new >new; echo changed >file").status, 0);
  const auto where = folder();
  EXPECT_THAT(rm().err, HasSubstr("2 files not committed"));
  EXPECT_EQ(sandtray({"rm", "--all"}).status, 77);
  // The next session of the branch goes on there.
  EXPECT_THAT(on("feature", "cat new file").out, "new\nchanged\n");
  EXPECT_EQ(folder(), where);
  // One of two sessions goes, and the worktree stays for the other one.
  EXPECT_EQ(rm().status, 0);
  EXPECT_TRUE(fs::exists(where + "/new"));
  EXPECT_EQ(rm().status, 77);
  EXPECT_EQ(rm({"--force"}).status, 0);
  EXPECT_FALSE(fs::exists(where));
  EXPECT_THAT(git("branch"), HasSubstr("feature"));
}

TEST_F(Worktrees, ARepositoryOfItsOwnAndADetachedCommitAreWork) {
  EXPECT_EQ(on("nested",
               "printf 'sub\\n' >.gitignore; git add .gitignore; git commit -qm i; "
               "git init -q sub && git -C sub commit -q --allow-empty -m x")
                .status,
            0);
  git("merge -q nested");
  EXPECT_THAT(rm().err, HasSubstr("a repository of its own"));
  EXPECT_EQ(rm({"--force"}).status, 0);
  EXPECT_EQ(on("detached", "git checkout -q --detach; echo d >file; git commit -qam d").status, 0);
  EXPECT_THAT(rm().err, HasSubstr("1 commit not merged"));
}

TEST_F(Worktrees, OneWithoutWorkIsSweptAndSurvivesAKilledHost) {
  const auto live = sandtray({"run", "-d", "--worktree", "live", "shell", "-m", "bwrap", "--", "-c",
                              "echo w >work; echo ready; sleep 100"});
  ASSERT_EQ(live.status, 0) << live.err;
  const auto id = live.out.substr(0, live.out.find('\n'));
  wait_for_output(id, "ready");
  const std::string where = session(id).at("workspace");
  const auto twice = on("live", "true");
  EXPECT_EQ(twice.status, 64);
  EXPECT_THAT(twice.err, HasSubstr("a live session works on the branch"));
  ASSERT_EQ(kill(host_pid(id), SIGKILL), 0);
  ASSERT_TRUE(platform::wait_until_unlocked(folder_of(id) + "/host.lock"));
  EXPECT_EQ(on("clean", "true").status, 0);
  const auto clean = folder();
  EXPECT_EQ(on("other", "true").status, 0);  // sweeps
  EXPECT_FALSE(fs::exists(clean));
  EXPECT_EQ(git("branch --list clean"), "");
  EXPECT_TRUE(fs::exists(where + "/work"));
  EXPECT_EQ(sandtray({"rm", id}).status, 77);
}

TEST_F(Worktrees, WhatCannotHaveOneIsSaid) {
  git("branch there && git worktree add -q ../linked -b elsewhere");
  const auto says = [&](const std::vector<std::string>& words, int status,
                        const std::string& text) {
    auto all = words;
    all.insert(all.begin(), "run");
    all.insert(all.end(), {"shell", "-m", "bwrap", "--", "-c", "true"});
    const auto finished = sandtray(all);
    EXPECT_EQ(finished.status, status) << finished.err;
    EXPECT_THAT(finished.err, HasSubstr(text));
  };
  for (const auto* odd :
       {"-f", "a b", "a..b", "a~1", "@{-1}", "x.lock", "/a", "a/", "HEAD", "a\033[31m", "a:b", "..",
        "\xe2\x80\xae"
        "a"}) {
    says({"--worktree=" + std::string(odd)}, 64, "a branch cannot be called");
  }
  says({"--worktree", "main"}, 64, "is checked out in " + workspace_);
  says({"--worktree", "elsewhere"}, 64, "is checked out in " + (dir_ / "linked"));
  says({"--worktree", "main/below"}, 64, "beside the branch \"main\"");
  says({"--worktree", "x", "-w", dir_ / "linked"}, 64, "is a linked worktree or a submodule");
  fs::create_directories(workspace_ + "/below");
  says({"--worktree", "x", "-w", "below"}, 64, "is a part of the repository");
  git("clone -q --bare . ../bare.git && mkdir ../none ../empty && git init -q ../empty");
  says({"--worktree", "x", "-w", dir_ / "bare.git"}, 64, "is a bare repository");
  says({"--worktree", "x", "-w", dir_ / "none"}, 64, "is no repository");
  says({"--worktree", "x", "-w", dir_ / "empty"}, 64, "has no commit");
  write(dir_ / "home/.git/x", "");
  says({"--worktree", "x", "-w", dir_ / "home"}, 77, "your whole home folder");
  EXPECT_EQ(git("worktree list | wc -l"), "2\n");
  EXPECT_EQ(git("branch | wc -l"), "3\n");
  // An existing branch that git has packed.
  git("pack-refs --all");
  EXPECT_EQ(on("there", "git commit -q --allow-empty -m more").status, 0);
  EXPECT_EQ(git("log --oneline there | wc -l"), "2\n");
}

TEST_F(Worktrees, TheRepositoryRunsNothingHereWhileOneIsMadeOrRemoved) {
  const auto trap = dir_ / "ran";
  write(workspace_ + "/trap.sh", "#!/bin/sh\necho \"$0 $*\" >>" + trap + "\ncat\n");
  write(workspace_ + "/.gitattributes", "*.txt filter=evil\n");
  write(workspace_ + "/a.txt", "text\n");
  git("add . && git commit -qm trap && chmod +x trap.sh");
  const auto sh = workspace_ + "/trap.sh";
  fs::create_directories(workspace_ + "/hooks");
  for (const auto* hook : {"post-checkout", "post-index-change", "reference-transaction"}) {
    for (const auto& folder : {workspace_ + "/.git/hooks/", workspace_ + "/hooks/"}) {
      fs::copy_file(sh, folder + hook, fs::copy_options::overwrite_existing);
      fs::permissions(folder + hook, fs::perms::owner_all);
    }
  }
  git("config core.fsmonitor " + sh + " && git config filter.evil.smudge " + sh +
      " && git config filter.evil.clean " + sh +
      " && git config core.hooksPath hooks && "
      "git config core.sshCommand " +
      sh + " && git config core.pager " + sh + " && git config core.alternateRefsCommand " + sh);
  // The traps work.
  fs::remove(trap);
  run_command({"git", "worktree", "add", "-q", "../plain"}, env_, "", workspace_);
  ASSERT_TRUE(fs::exists(trap));
  fs::remove(trap);
  EXPECT_EQ(on("safe", "true").status, 0);
  EXPECT_FALSE(fs::exists(trap)) << run_command({"cat", trap}, env_).out;
  EXPECT_EQ(rm().status, 0);
  EXPECT_FALSE(fs::exists(trap)) << run_command({"cat", trap}, env_).out;
}

TEST_F(Worktrees, AnAgentCannotReachTheRestOfTheRepository) {
  git("worktree add -q ../other -b other/branch");
  const auto common = workspace_ + "/.git";
  const std::string attacks =
      "try() { if sh -c \"$2\" 2>/dev/null; then echo \"$1\"; fi; };"
      "C=" +
      common +
      "; A=$(git rev-parse --git-dir);"
      "try move-main 'git update-ref refs/heads/main HEAD';"
      "try delete-other 'git update-ref -d refs/heads/other/branch';"
      "try move-other 'git update-ref refs/heads/other/branch HEAD';"
      "try tag 'git tag planted';"
      "try hook 'echo x >'$C'/hooks/post-checkout';"
      "try config 'git config core.fsmonitor x';"
      "try commondir 'echo ../../../evil >'$A'/commondir';"
      "try gitdir 'echo /tmp/x >'$A'/gitdir';"
      "try pointer 'echo gitdir: /tmp/x >.git';"
      "try alternates 'echo /tmp >'$C'/objects/info/alternates';"
      "try other-head 'echo x >'$C'/worktrees/other/HEAD';"
      "try other-config 'echo x >'$C'/worktrees/other/config.worktree';"
      "try head 'echo ref: refs/heads/x >'$C'/HEAD';"
      "try index 'echo x >'$C'/index';"
      "try packed 'echo x >'$C'/packed-refs';"
      "try rename 'mv '$C' '$C'2';"
      "try rename-admin 'mv '$A' '$A'2';"
      "try modules 'mkdir '$A'/modules/x';"
      "try worktree 'git worktree add -q /tmp/w -b agent/more';";
  const auto confined = on("agent/attack", "git commit -q --allow-empty -m x; " + attacks);
  EXPECT_EQ(confined.out, "") << confined.err;
  EXPECT_EQ(git("log --oneline main | wc -l"), "1\n");
  // Each of them is real: without a sandbox it works.
  const auto open = on("agent/open", "git commit -q --allow-empty -m y; " + attacks, "host");
  EXPECT_THAT(open.out,
              AllOf(HasSubstr("hook\n"), HasSubstr("config\n"), HasSubstr("commondir\n"),
                    HasSubstr("alternates\n"), HasSubstr("move-main\n"), HasSubstr("tag\n")));
}

TEST_F(Worktrees, ABranchWithoutAFolderOfItsOwnIsSaidToShareOne) {
  const auto shared = on("feature",
                         "git commit -q --allow-empty -m x; "
                         "git update-ref refs/heads/main HEAD && echo moved");
  EXPECT_EQ(shared.out, "moved\n");  // what git's own files do not let a mount tell apart
  EXPECT_THAT(shared.err, AllOf(HasSubstr("can move other branches"), HasSubstr("agent/feature")));
}

TEST_F(Worktrees, AMethodThatWouldNotShowTheRepositoryRefuses) {
  write(dir_ / "config/sandtray/methods/box.json",
        R"({"name": "box", "wrapper": ["env"], "boundary": true})");
  const auto refused = on("feature", "true", "box");
  EXPECT_EQ(refused.status, 69);
  EXPECT_THAT(refused.err, HasSubstr("does not show the repository"));
  EXPECT_EQ(git("branch --list feature"), "");
}

}  // namespace
}  // namespace sandtray::test
