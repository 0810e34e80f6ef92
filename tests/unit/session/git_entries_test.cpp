// SPDX-License-Identifier: MIT
// What there is already of the names that a session guards: the person's, or a placeholder of
// another session; and whether a guard of it would hold.
#include <gmock/gmock.h>

#include "platform/file.h"
#include "platform/held_file.h"
#include "unit/session/git_world.h"

namespace sandtray::session {
namespace {

using platform::PathKind;
using testing::ElementsAre;
using testing::UnorderedElementsAre;
using testing::UnorderedElementsAreArray;

using GitEntries = GitWorld;

TEST_F(GitEntries, APlaceholderOfAnEarlierSessionCountsAsMissing) {
  make_repository("project");
  write("project/.git/commondir", ".");
  EXPECT_EQ(facts("project").folders.at(0).entries.at("commondir"), PathKind::missing);
  write("project/.git/commondir", "../elsewhere");
  EXPECT_EQ(facts("project").folders.at(0).entries.at("commondir"), PathKind::file);
}

TEST_F(GitEntries, AnEmptyFolderIsSomebodysUnlessASessionMadeIt) {
  make_repository("project");
  std::filesystem::create_directory(root_ + "/project/.git/remotes");
  { ASSERT_TRUE(platform::HeldFile::hold(root_ + "/project/.git/modules", "", true)); }
  const auto found = facts("project");
  const auto& entries = found.folders.at(0).entries;
  EXPECT_EQ(entries.at("remotes"), PathKind::folder);
  EXPECT_EQ(entries.at("modules"), PathKind::missing);
}

TEST_F(GitEntries, OfAWorktreeOnlyWhatGitHasNotMadeIsAPlaceholder) {
  make_repository("project");
  git("-C project worktree add -q ../tree");
  write("project/.git/worktrees/tree/config.worktree", "");
  const auto found = facts("tree");
  ASSERT_EQ(found.folders.size(), 2u);
  EXPECT_EQ(found.folders.at(1).entries.at("config.worktree"), PathKind::missing);
  EXPECT_EQ(found.folders.at(1).entries.at("commondir"), PathKind::file);
  EXPECT_EQ(found.folders.at(1).entries.at("gitdir"), PathKind::file);
}

TEST_F(GitEntries, WhatHasAnotherNameIsNoticed) {
  make_repository("project");
  make_repository("project/lib");
  EXPECT_THAT(facts("project").linked, ElementsAre());
  const auto link = [&](const std::string& name) {
    static int number = 0;
    std::filesystem::create_hard_link(root_ + "/" + name,
                                      root_ + "/project/other" + std::to_string(++number));
  };
  const std::vector<std::string> obeyed = {
      "project/.git/commondir",          "project/.git/hooks/post-commit",
      "project/.git/hooks/parts/script", "project/.git/remotes/origin",
      "project/lib/.git/config",         "project/included"};
  write("project/.git/commondir", ".");  // as a placeholder says
  for (std::size_t i = 1; i < obeyed.size(); ++i) {
    if (obeyed[i] != "project/lib/.git/config") write(obeyed[i], "");
  }
  git("-C project config include.path ../included");
  write("project/source", "");
  for (const auto& name : obeyed) link(name);
  link("project/source");
  link("project/.git/HEAD");
  if (platform::exists(root_ + "/project/.git/hooks/update.sample")) {
    link("project/.git/hooks/update.sample");
  }
  std::vector<std::string> expected;
  for (const auto& name : obeyed) expected.push_back(root_ + "/" + name);
  EXPECT_THAT(facts("project").linked, UnorderedElementsAreArray(expected));
}

TEST_F(GitEntries, HooksThatMayBeMadeElsewhereAreNoticed) {
  make_repository("project");
  make_repository("project/lib");
  EXPECT_THAT(facts("project").missing_hooks, ElementsAre());
  git("-C project config core.hooksPath tools/hooks");
  EXPECT_THAT(
      facts("project").missing_hooks,
      UnorderedElementsAre(root_ + "/project/tools/hooks", root_ + "/project/lib/tools/hooks"));
  std::filesystem::create_directories(root_ + "/project/tools/hooks");
  git("-C project/lib config core.hooksPath '" + root_ + "/project/own'");
  EXPECT_THAT(facts("project").missing_hooks,
              UnorderedElementsAre(root_ + "/project/lib/tools/hooks", root_ + "/project/own"));
  git("-C project/lib config core.hooksPath '" + root_ + "/elsewhere'");
  std::filesystem::remove_all(root_ + "/project/tools");
  std::filesystem::create_symlink("target", root_ + "/project/tools");
  EXPECT_THAT(facts("project").missing_hooks,
              UnorderedElementsAre(root_ + "/project/tools/hooks", root_ + "/project/target/hooks",
                                   root_ + "/project/lib/tools/hooks"));
}

TEST_F(GitEntries, HooksThatThePersonsConfigurationPlacesCountForAWorktreeToo) {
  make_repository("project");
  git("-C project worktree add -q ../tree");
  write("home/.gitconfig", "[core]\n\thooksPath = .githooks\n");
  EXPECT_THAT(facts("tree").missing_hooks, ElementsAre(root_ + "/tree/.githooks"));
}

TEST_F(GitEntries, AGitFileThatHasAnotherNameIsNoticed) {
  make_repository("project");
  git("-C project worktree add -q ../tree");
  std::filesystem::create_hard_link(root_ + "/tree/.git", root_ + "/tree/notes");
  EXPECT_THAT(facts("tree").linked, ElementsAre(root_ + "/tree/.git"));
}

}  // namespace
}  // namespace sandtray::session
