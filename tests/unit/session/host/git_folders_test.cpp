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
