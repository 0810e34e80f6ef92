// SPDX-License-Identifier: MIT
#include "session/host/git_folders.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/temp_dir.h"

namespace sandtray::session {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Key;
using testing::UnorderedElementsAre;

class GitFoldersTest : public testing::Test {
 protected:
  GitFoldersTest() {
    for (const auto* name : {"objects/ab", "refs/heads", "worktrees/old"}) {
      std::filesystem::create_directories(git_ + "/" + name);
    }
    std::filesystem::create_symlink("/etc/hostname", git_ + "/RENAMED_MSG");
    folders_.remember({git_, git_ + "/missing"});
  }

  const test::TempDir dir_;
  const std::string git_ = dir_ / ".git";
  GitFolders folders_;
};

TEST_F(GitFoldersTest, WhatWasThereIsNoNews) {
  std::ofstream(git_ + "/COMMIT_EDITMSG") << "first";
  std::filesystem::create_directories(git_ + "/logs/refs");
  EXPECT_THAT(folders_.news(), IsEmpty());
}

TEST_F(GitFoldersTest, ALinkIsToldOnce) {
  std::filesystem::create_symlink("/home/ada/.bashrc", git_ + "/COMMIT_EDITMSG");
  std::filesystem::create_directory_symlink("/home/ada", git_ + "/refs/x");
  EXPECT_THAT(folders_.news(),
              ElementsAre(AllOf(HasSubstr("symbolic link"), HasSubstr("COMMIT_EDITMSG")),
                          HasSubstr("/refs/x: ")));
  EXPECT_THAT(folders_.news(), IsEmpty());
}

TEST_F(GitFoldersTest, ALinkIsToldAtAnyDepth) {
  for (const auto* name : {"logs/refs/heads", "rr-cache/ab12", "refs/heads/a/b/c", "modules/m/logs",
                           "objects/pack", "objects/info", "worktrees/old/logs"}) {
    std::filesystem::create_directories(git_ + "/" + name);
    std::filesystem::create_symlink("/home/ada/.bashrc", git_ + "/" + name + "/link");
  }
  std::filesystem::create_directory_symlink("/home/ada/.ssh", git_ + "/objects/cd");
  EXPECT_THAT(folders_.news(),
              UnorderedElementsAre(
                  HasSubstr("/logs/refs/heads/link: "), HasSubstr("/rr-cache/ab12/link: "),
                  HasSubstr("/refs/heads/a/b/c/link: "), HasSubstr("/modules/m/logs/link: "),
                  HasSubstr("/objects/pack/link: "), HasSubstr("/objects/info/link: "),
                  HasSubstr("/worktrees/old/logs/link: "), HasSubstr("/objects/cd: ")));
}

TEST_F(GitFoldersTest, ALinkThatLeadsElsewhereNowIsTold) {
  std::filesystem::remove(git_ + "/RENAMED_MSG");
  std::filesystem::create_symlink("/home/ada/.bashrc", git_ + "/RENAMED_MSG");
  EXPECT_THAT(folders_.news(), ElementsAre(HasSubstr("/RENAMED_MSG: ")));
}

TEST_F(GitFoldersTest, NoLinkIsFollowed) {
  const auto other = dir_ / "other";
  std::filesystem::create_directories(other);
  std::filesystem::create_symlink("/etc/hostname", other + "/inner");
  std::filesystem::create_directory_symlink(other, git_ + "/refs/out");
  std::filesystem::create_directory_symlink(other, git_ + "/modules");
  EXPECT_THAT(folders_.news(), ElementsAre(HasSubstr("/modules: "), HasSubstr("/refs/out: ")));
}

// A branch may be called objects/ab/x or worktrees/x.
TEST_F(GitFoldersTest, NamesOfBranchesAreNotTakenForFoldersOfGit) {
  std::filesystem::create_directories(git_ + "/logs/refs/heads/objects/ab");
  std::filesystem::create_directories(git_ + "/refs/heads/worktrees/x");
  std::filesystem::create_symlink("/home/ada/.bashrc", git_ + "/logs/refs/heads/objects/ab/x");
  EXPECT_THAT(folders_.news(), ElementsAre(HasSubstr("symbolic link")));
}

TEST_F(GitFoldersTest, AFolderThatCannotBeReadIsTold) {
  // Longer than any path that the system opens at once; git, which may stand further down, can.
  auto deep = git_ + "/refs";
  const std::string name(250, 'd');
  std::filesystem::current_path(deep);
  for (int i = 0; i < 20; ++i) {
    std::filesystem::create_directory(name);
    std::filesystem::current_path(name);
  }
  std::filesystem::create_symlink("/home/ada/.bashrc", "link");
  const auto news = folders_.news();
  std::filesystem::current_path("/");
  EXPECT_THAT(news, ElementsAre(AllOf(HasSubstr("cannot look through"), HasSubstr("/refs/ddd"))));
}

TEST_F(GitFoldersTest, TooManyEntriesAreTold) {
  for (std::size_t i = 0; i <= most_git_names; ++i) {
    std::ofstream(git_ + "/A" + std::to_string(i)) << "";
  }
  std::filesystem::create_directories(git_ + "/worktrees/new");
  EXPECT_THAT(folders_.news(),
              ElementsAre(HasSubstr("/worktrees/new: "),
                          AllOf(HasSubstr("too many entries to look through in " + git_ + ":"),
                                HasSubstr("find "))));
  EXPECT_THAT(folders_.news(), IsEmpty());
}

TEST_F(GitFoldersTest, ManyAreCountedAndBuryNothing) {
  for (int i = 0; i < 300; ++i) {
    const auto name = "/refs/" + std::to_string(1000 + i);
    std::filesystem::create_symlink("/etc/hostname", git_ + name);
    std::filesystem::create_directories(git_ + "/worktrees/" + std::to_string(1000 + i));
  }
  auto news = folders_.news();
  ASSERT_EQ(news.size(), 22u);
  EXPECT_THAT(news[9], HasSubstr("/refs/1009: "));
  EXPECT_THAT(news[10], HasSubstr("and 290 more symbolic links"));
  EXPECT_THAT(news[10], HasSubstr("/refs/1010: "));
  EXPECT_THAT(news[11], HasSubstr("the worktree "));
  EXPECT_THAT(news[21], HasSubstr("and 290 more worktrees"));
  std::filesystem::create_symlink("/home/ada/.bashrc", git_ + "/COMMIT_EDITMSG");
  EXPECT_THAT(folders_.news(), ElementsAre(AllOf(HasSubstr("and 1 more symbolic links"),
                                                 HasSubstr("/COMMIT_EDITMSG: "))));
}

TEST(GitScanTest, ManyEmptyFoldersAreTooManyAsWell) {
  const test::TempDir dir;
  const auto git = dir / "git";
  for (int i = 0; i < 40; ++i) std::filesystem::create_directories(git + "/" + std::to_string(i));
  EXPECT_THAT(scan_git({git}, 50).unfinished, ElementsAre(git));
  EXPECT_THAT(scan_git({git}, 400).unfinished, IsEmpty());
}

TEST(GitScanTest, LooksAtTheUpmostFirst) {
  const test::TempDir dir;
  const auto git = dir / "git";
  std::filesystem::create_directories(git + "/a/many");
  std::filesystem::create_directories(git + "/worktrees");
  for (int i = 0; i < 40; ++i) std::ofstream(git + "/a/many/" + std::to_string(i)) << "";
  std::filesystem::create_directories(git + "/b");
  for (const auto* name : {"/top", "/worktrees/in", "/b/in"}) {
    std::filesystem::create_symlink("/etc/hostname", git + name);
  }
  const auto found = scan_git({git}, 20);
  EXPECT_THAT(found.links, UnorderedElementsAre(Key(git + "/top"), Key(git + "/worktrees/in"),
                                                Key(git + "/b/in")));
  EXPECT_THAT(found.unfinished, ElementsAre(git));
}

TEST_F(GitFoldersTest, AWorktreeIsTold) {
  std::filesystem::create_directories(git_ + "/worktrees/new");
  EXPECT_THAT(folders_.news(), ElementsAre(AllOf(HasSubstr("worktree"), HasSubstr("/new: "))));
}

TEST_F(GitFoldersTest, TheFirstWorktreeOfARepositoryIsToldToo) {
  std::filesystem::remove_all(git_ + "/worktrees");
  GitFolders folders;
  folders.remember({git_});
  std::filesystem::create_directories(git_ + "/worktrees/new");
  EXPECT_EQ(folders.news().size(), 1u);
}

}  // namespace
}  // namespace sandtray::session
