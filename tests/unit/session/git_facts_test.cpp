// SPDX-License-Identifier: MIT
// What is believed of a workspace's .git, with repositories made by git itself.
#include <gmock/gmock.h>

#include "platform/file.h"
#include "unit/session/git_world.h"

namespace sandtray::session {
namespace {

using platform::PathKind;
using sandbox::GitFacts;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;

using GitFactsTest = GitWorld;

TEST_F(GitFactsTest, AFolderWithoutGitIsNoRepository) {
  std::filesystem::create_directory(root_ + "/plain");
  EXPECT_EQ(facts("plain").kind, GitFacts::Kind::none);
  EXPECT_EQ(facts("plain").outside, "");
  EXPECT_EQ(facts("plain").user_name, "Ada");
  EXPECT_EQ(facts("plain").user_email, "ada@example.org");
}

TEST_F(GitFactsTest, AFolderOfARepositoryNamesTheRepository) {
  make_repository("project");
  std::filesystem::create_directories(root_ + "/project/a/b");
  EXPECT_EQ(facts("project/a/b").kind, GitFacts::Kind::none);
  EXPECT_EQ(facts("project/a/b").outside, root_ + "/project");
}

TEST_F(GitFactsTest, ARepositoryHasItsGuardedNames) {
  make_repository("project");
  const auto found = facts("project");
  EXPECT_EQ(found.kind, GitFacts::Kind::folder);
  ASSERT_EQ(found.folders.size(), 1u);
  const auto& entries = found.folders[0].entries;
  EXPECT_EQ(entries.at("config"), PathKind::file);
  EXPECT_EQ(entries.at("hooks"), PathKind::folder);
  EXPECT_EQ(entries.at("commondir"), PathKind::missing);
}

TEST_F(GitFactsTest, AChainOfLinksThatPassesThroughTheProjectIsUnsteady) {
  make_repository("project");
  write("home/real", "[user]\n\tname = Ada\n");
  std::filesystem::remove(root_ + "/home/.gitconfig");
  std::filesystem::create_symlink("../project/hop", root_ + "/home/.gitconfig");
  std::filesystem::create_symlink(root_ + "/home/real", root_ + "/project/hop");
  EXPECT_THAT(facts("project").unsteady, ElementsAre(root_ + "/home/.gitconfig"));
}

TEST_F(GitFactsTest, ConfigurationThatTheEnvironmentNamesCounts) {
  make_repository("project");
  write("project/global", "[user]\n\temail = other@example.org\n");
  setenv("GIT_CONFIG_GLOBAL", (root_ + "/project/global").c_str(), 1);
  const auto absolute = facts("project");
  setenv("GIT_CONFIG_GLOBAL", "global", 1);
  const auto relative = facts("project");
  unsetenv("GIT_CONFIG_GLOBAL");
  for (const auto& found : {absolute, relative}) {
    EXPECT_THAT(found.files, Contains(Field(&sandbox::GitFile::path, root_ + "/project/global")));
    EXPECT_EQ(found.user_email, "other@example.org");
  }
}

TEST_F(GitFactsTest, AnIncludeInAnotherUsersHomeIsFollowed) {
  make_repository("project");
  write("home/.gitconfig", "[include]\n\tpath = ~root/.." + root_ + "/project/persons\n");
  write("project/persons", "");
  EXPECT_THAT(facts("project").files,
              Contains(Field(&sandbox::GitFile::path, root_ + "/project/persons")));
}

TEST_F(GitFactsTest, SubmodulesAreFoundAtAnyDepthBelowTheGuardedFolder) {
  make_repository("library");
  make_repository("project");
  git("-C project submodule add --name deep/er/lib '" + root_ + "/library' lib");
  const auto found = facts("project");
  ASSERT_EQ(found.folders.size(), 2u);
  const auto git = root_ + "/project/.git";
  EXPECT_EQ(found.folders[1].path, git + "/modules/deep/er/lib");
  EXPECT_THAT(found.folders[1].pins, ElementsAre(git));
  EXPECT_EQ(found.folders[0].entries.at("modules"), PathKind::folder);
  EXPECT_EQ(found.folders[1].entries.at("modules"), PathKind::missing);
}

TEST_F(GitFactsTest, ASubmoduleAsWorkspaceLeadsToItsFolder) {
  make_repository("library");
  make_repository("project");
  git("-C project submodule add '" + root_ + "/library' lib");
  const auto found = facts("project/lib");
  EXPECT_EQ(found.kind, GitFacts::Kind::file);
  EXPECT_EQ(found.common, root_ + "/project/.git/modules/lib");
}

TEST_F(GitFactsTest, ALinkedWorktreeLeadsToItsRepository) {
  make_repository("main");
  git("-C main worktree add ../linked");
  const auto found = facts("linked");
  EXPECT_EQ(found.kind, GitFacts::Kind::file);
  EXPECT_EQ(found.common, root_ + "/main/.git");
  EXPECT_EQ(found.folder, root_ + "/main/.git/worktrees/linked");
  EXPECT_THAT(found.folders, Contains(Field(&sandbox::GitFolder::path, found.folder)));
}

TEST_F(GitFactsTest, AGitFileIsNotBelievedUnlessTheRepositoryKnowsTheWorkspace) {
  make_repository("foreign");
  git("-C foreign worktree add ../linked");
  write("project/.git", "gitdir: " + root_ + "/foreign/.git\n");
  EXPECT_EQ(facts("project").kind, GitFacts::Kind::strange);
  write("project/.git", "gitdir: " + root_ + "/foreign/.git/worktrees/linked\n");
  EXPECT_EQ(facts("project").kind, GitFacts::Kind::strange);
  write("project/.git", "gitdir: /\n");
  EXPECT_EQ(facts("project").kind, GitFacts::Kind::strange);
  write("project/.git", "nonsense");
  EXPECT_EQ(facts("project").kind, GitFacts::Kind::strange);
}

TEST_F(GitFactsTest, AWorktreeMadeUpInTheWorkspaceDoesNotOpenAForeignRepository) {
  make_repository("foreign");
  write("project/fake/worktrees/x/commondir", root_ + "/foreign/.git\n");
  write("project/fake/worktrees/x/gitdir", root_ + "/project/.git\n");
  write("project/.git", "gitdir: " + root_ + "/project/fake/worktrees/x\n");
  EXPECT_EQ(facts("project").kind, GitFacts::Kind::strange);
}

TEST_F(GitFactsTest, MoreWorktreesThanAreGuardedAreKnownAsThat) {
  make_repository("project");
  for (int i = 0; i < 1999; ++i) {
    std::filesystem::create_directories(root_ + "/project/.git/worktrees/" + std::to_string(i));
  }
  EXPECT_EQ(facts("project").kind, GitFacts::Kind::folder);
  EXPECT_EQ(facts("project").more_than, 0u);
  std::filesystem::create_directories(root_ + "/project/.git/worktrees/last");
  EXPECT_EQ(facts("project").more_than, 2000u);
}

TEST_F(GitFactsTest, FilesOfTheProjectThatGitObeysAreFound) {
  make_repository("library");
  make_repository("project");
  git("-C project submodule add '" + root_ + "/library' libs/lib");
  write("project/conf/shared", "[include]\n\tpath = deeper\n");
  write("project/conf/deeper", "");
  write("project/check", "");
  write("home/.gitconfig", "[includeIf \"gitdir:x\"]\n\tpath = ~/../project/persons\n");
  write("project/persons", "");
  git("-C project config include.path ../conf/shared");
  std::filesystem::create_directories(root_ + "/project/.git/hooks");
  std::filesystem::create_symlink("../../check", root_ + "/project/.git/hooks/pre-commit");
  std::filesystem::create_symlink("/usr/bin/env", root_ + "/project/.git/hooks/pre-push");
  const auto found = facts("project");
  const auto work = root_ + "/project/";
  EXPECT_THAT(found.unsteady, ElementsAre());
  std::vector<std::string> paths;
  for (const auto& file : found.files) paths.push_back(file.path);
  EXPECT_THAT(paths, ElementsAre(work + "persons", work + "libs/lib/.git", work + "conf/shared",
                                 work + "conf/deeper", work + "check"));
  EXPECT_THAT(found.files[1].pins, ElementsAre(work + "libs", work + "libs/lib"));
}

TEST_F(GitFactsTest, WhatIsMissingOrBehindALinkIsUnsteady) {
  make_repository("project");
  write("project/real/check", "");
  std::filesystem::create_directory_symlink("real", root_ + "/project/scripts");
  std::filesystem::create_directories(root_ + "/project/.git/hooks");
  std::filesystem::create_symlink("../../scripts/check", root_ + "/project/.git/hooks/pre-commit");
  std::filesystem::create_symlink("../../gone", root_ + "/project/.git/hooks/pre-push");
  std::filesystem::create_symlink("/gone", root_ + "/project/.git/hooks/update");
  EXPECT_THAT(facts("project").unsteady,
              ElementsAre(root_ + "/project/scripts/check", root_ + "/project/gone"));
}

TEST_F(GitFactsTest, RepositoriesBelowTheWorkspaceAreFoundToADepthOfThree) {
  for (const auto* name :
       {"project/a", "project/1/2/c", "project/1/2/3/d", "project/node_modules/e"}) {
    make_repository(name);
  }
  git("init -q --bare project/1/bare");
  git("init -q --separate-git-dir project/store project/named");
  std::filesystem::create_directory_symlink(root_, root_ + "/project/link");
  const auto found = facts("project");
  const auto work = root_ + "/project/";
  EXPECT_EQ(found.kind, GitFacts::Kind::none);
  EXPECT_TRUE(found.head_missing);
  EXPECT_THAT(found.unsteady, ElementsAre());
  std::vector<std::string> paths;
  for (const auto& folder : found.folders) paths.push_back(folder.path);
  EXPECT_THAT(paths, testing::UnorderedElementsAre(work + "a/.git", work + "1/2/c/.git",
                                                   work + "1/bare", work + "store"));
  for (const auto& folder : found.folders) {
    if (folder.path == work + "1/2/c/.git") {
      EXPECT_THAT(folder.pins, ElementsAre(work + "1", work + "1/2", work + "1/2/c"));
    }
  }
  ASSERT_EQ(found.files.size(), 1u);
  EXPECT_EQ(found.files[0].path, work + "named/.git");
}

TEST_F(GitFactsTest, AGitLinkBelowTheWorkspaceIsUnsteady) {
  make_repository("elsewhere");
  std::filesystem::create_directories(root_ + "/project/a");
  std::filesystem::create_symlink(root_ + "/elsewhere/.git", root_ + "/project/a/.git");
  EXPECT_THAT(facts("project").unsteady, ElementsAre(root_ + "/project/a/.git"));
}

TEST_F(GitFactsTest, ABareRepositoryIsItsOwnGitFolder) {
  git("init -q --bare project");
  EXPECT_EQ(facts("project").kind, GitFacts::Kind::folder);
  EXPECT_EQ(facts("project").folder, root_ + "/project");
  ASSERT_EQ(facts("project").folders.size(), 1u);
}

TEST_F(GitFactsTest, LinksCannotBeGuarded) {
  make_repository("real");
  std::filesystem::create_directory(root_ + "/project");
  std::filesystem::create_symlink(root_ + "/real/.git", root_ + "/project/.git");
  EXPECT_EQ(facts("project").kind, GitFacts::Kind::strange);
  std::filesystem::create_directory(root_ + "/elsewhere");
  std::filesystem::create_symlink(root_ + "/elsewhere", root_ + "/real/.git/modules");
  EXPECT_EQ(facts("real").kind, GitFacts::Kind::strange);
}

}  // namespace
}  // namespace sandtray::session
