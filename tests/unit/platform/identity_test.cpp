// SPDX-License-Identifier: MIT
#include "platform/identity.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/temp_dir.h"

namespace sandtray::platform {
namespace {

TEST(Identity, IsTheSameByEveryNameAndDiffersBetweenFiles) {
  const test::TempDir folder;
  std::ofstream(folder / "one");
  std::ofstream(folder / "two");
  std::filesystem::create_hard_link(folder / "one", folder / "other name");
  const auto one = identify(folder / "one"), two = identify(folder / "two");
  const auto again = identify(folder / "other name");
  ASSERT_TRUE(one && two && again);
  EXPECT_EQ(one->device, again->device);
  EXPECT_EQ(one->inode, again->inode);
  EXPECT_NE(one->inode, two->inode);
  EXPECT_TRUE(identify("/"));
}

TEST(Identity, ALinkAnywhereInThePathIsRefused) {
  const test::TempDir folder;
  std::filesystem::create_directory(folder / "real");
  std::ofstream(folder / "real/file");
  std::filesystem::create_directory_symlink(folder / "real", folder / "link");
  for (const auto* path : {"link", "link/file"}) {
    const auto is = identify(folder / path);
    ASSERT_FALSE(is) << path;
    EXPECT_EQ(is.error().code, Code::refused) << path;
  }
  EXPECT_TRUE(identify(folder / "real/file"));
  EXPECT_FALSE(identify(folder / "missing"));
}

TEST(Identity, AFolderThatMayOnlyBePassedIsPassed) {
  const test::TempDir folder;
  std::filesystem::create_directories(folder / "closed/open");
  std::filesystem::permissions(folder / "closed", std::filesystem::perms::owner_exec);
  EXPECT_TRUE(identify(folder / "closed/open"));
  std::filesystem::permissions(folder / "closed", std::filesystem::perms::owner_all);
}

}  // namespace
}  // namespace sandtray::platform
