// SPDX-License-Identifier: MIT
#include "platform/ownership.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "platform/file.h"
#include "platform/posix/group_file.h"
#include "support/temp_dir.h"

namespace sandtray::platform {
namespace {

class Ownership : public testing::Test {
 protected:
  Ownership() {
    std::filesystem::create_directory(dir_ / "folder");
    std::ofstream(path_.c_str());
    modes(0755, 0644);
  }
  void modes(mode_t folder, mode_t file) const {
    ASSERT_EQ(chmod((dir_ / "folder").c_str(), folder), 0);
    ASSERT_EQ(chmod(path_.c_str(), file), 0);
  }
  bool ours() const { return only_owner_may_change(path_); }

  const test::TempDir dir_;
  const std::string path_ = dir_ / "folder/file";
};

TEST_F(Ownership, IsOursAloneWhileNobodyElseMayWrite) {
  EXPECT_TRUE(ours());
  modes(0700, 0600);
  EXPECT_TRUE(ours());
  modes(0700, 0666);
  EXPECT_FALSE(ours());
  modes(0777, 0600);
  EXPECT_FALSE(ours());
  modes(01777, 0600);
  EXPECT_FALSE(ours());
  EXPECT_FALSE(only_owner_may_change(dir_ / "missing"));
}

TEST_F(Ownership, ALinkInAStickyFolderIsItsOwners) {
  const std::string link = dir_ / "folder/link";
  std::filesystem::create_symlink("/", link);
  EXPECT_FALSE(others_may_replace(link));
  modes(0777, 0600);
  EXPECT_TRUE(others_may_replace(link));
  modes(01777, 0600);
  EXPECT_FALSE(others_may_replace(link));
  EXPECT_TRUE(others_may_replace(dir_ / "missing/link"));
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a link away";
  ASSERT_EQ(lchown(link.c_str(), 65534, 65534), 0);
  EXPECT_TRUE(others_may_replace(link));
}

TEST_F(Ownership, AGroupOfOnesOwnMayWrite) {
  ASSERT_EQ(chown(path_.c_str(), geteuid(), getegid()), 0);
  modes(0755, 0664);
  const auto groups = read_file("/etc/group");
  EXPECT_EQ(ours(), getegid() == geteuid() && groups && is_group_of_one(*groups, getegid()));
  if (geteuid() != 0) return;  // nobody else may give a file away
  ASSERT_EQ(chown(path_.c_str(), 0, 4711), 0);
  EXPECT_FALSE(ours());
  modes(0755, 0644);
  EXPECT_TRUE(ours());
  ASSERT_EQ(chown(path_.c_str(), 4711, 0), 0);
  EXPECT_FALSE(ours());
}

TEST(GroupFile, AGroupIsOfOneWhileNobodyElseIsListed) {
  const std::string text =
      "root:x:0:\nada:x:1000:\nbob:x:1001:bob\neve:x:1002:eve,mallory\ndev:x:1003:ada\n";
  EXPECT_TRUE(is_group_of_one(text, 0));
  EXPECT_TRUE(is_group_of_one(text, 1000));
  EXPECT_TRUE(is_group_of_one(text, 1001));
  EXPECT_FALSE(is_group_of_one(text, 1002));
  EXPECT_FALSE(is_group_of_one(text, 1003));
  EXPECT_FALSE(is_group_of_one(text, 100));
  EXPECT_FALSE(is_group_of_one(text + "also:x:1000:eve\n", 1000));
  EXPECT_FALSE(is_group_of_one("", 0));
}

TEST_F(Ownership, WhatALinkLeadsToCounts) {
  const auto link = dir_ / "link";
  std::filesystem::create_symlink(path_, link);
  EXPECT_TRUE(only_owner_may_change(link));
  modes(0755, 0666);
  EXPECT_FALSE(only_owner_may_change(link));
}

}  // namespace
}  // namespace sandtray::platform
