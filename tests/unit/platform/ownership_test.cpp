// SPDX-License-Identifier: MIT
#include "platform/ownership.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

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

TEST_F(Ownership, AGroupOfOnesOwnMayWrite) {
  ASSERT_EQ(chown(path_.c_str(), geteuid(), getegid()), 0);
  modes(0755, 0664);
  EXPECT_EQ(ours(), getegid() == geteuid());
  if (geteuid() != 0) return;  // nobody else may give a file away
  ASSERT_EQ(chown(path_.c_str(), 0, 4711), 0);
  EXPECT_FALSE(ours());
  modes(0755, 0644);
  EXPECT_TRUE(ours());
  ASSERT_EQ(chown(path_.c_str(), 4711, 0), 0);
  EXPECT_FALSE(ours());
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
