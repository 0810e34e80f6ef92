// SPDX-License-Identifier: MIT
// An agent of another session puts a symbolic link where a folder was, while we make or remove
// something in it; and folders that are held.
#include <gtest/gtest.h>

#include <filesystem>

#include "platform/file.h"
#include "platform/held_file.h"
#include "support/temp_dir.h"

namespace sandtray::platform {
namespace {

class SwappedFolder : public testing::Test {
 protected:
  SwappedFolder() {
    std::filesystem::create_directories(work_ + "/.git");
    std::filesystem::create_directories(other_);
  }
  // The folder goes away, and its path leads to the other one.
  void swap_folder() const {
    std::filesystem::rename(work_ + "/.git", work_ + "/old");
    std::filesystem::create_symlink(other_, work_ + "/.git");
  }

  const test::TempDir folder_;
  const std::string root_ = std::filesystem::canonical(folder_.path());
  const std::string work_ = root_ + "/work", other_ = root_ + "/other";
};

TEST_F(SwappedFolder, NothingIsMadeBehindALink) {
  swap_folder();
  for (const bool folder : {false, true}) {
    const auto held = HeldFile::hold(work_ + "/.git/hooks", "", folder);
    ASSERT_FALSE(held);
    EXPECT_EQ(held.error().code, Code::refused);
    EXPECT_TRUE(list_folder(other_).empty());
  }
}

TEST_F(SwappedFolder, WhatWasMadeIsRemovedWhereItIsNow) {
  for (const bool folder : {false, true}) {
    auto held = HeldFile::hold(work_ + "/.git/hooks", "", folder);
    ASSERT_TRUE(held);
    swap_folder();
    auto bystander = HeldFile::hold(other_ + "/hooks", "", folder);
    EXPECT_TRUE(held->remove_if_last());
    EXPECT_FALSE(exists(work_ + "/old/hooks"));
    EXPECT_TRUE(exists(other_ + "/hooks"));
    EXPECT_TRUE(bystander->remove_if_last());
    std::filesystem::remove(work_ + "/.git");
    std::filesystem::rename(work_ + "/old", work_ + "/.git");
  }
}

TEST(HeldFolder, WhatAKilledHolderLeftIsTakenOver) {
  const test::TempDir folder;
  const auto root = std::filesystem::canonical(folder.path()).string();
  const auto path = root + "/modules";
  EXPECT_FALSE(HeldFile::is_there(path, "", true));
  { ASSERT_TRUE(HeldFile::hold(path, "", true)); }
  EXPECT_TRUE(HeldFile::is_there(path, "", true));
  auto held = HeldFile::hold(path, "", true);
  ASSERT_TRUE(held);
  EXPECT_TRUE(held->remove_if_last());
  EXPECT_FALSE(exists(path));
}

TEST(HeldFolder, SomebodysOwnStaysThoughItIsEmpty) {
  const test::TempDir folder;
  const auto root = std::filesystem::canonical(folder.path()).string();
  const auto path = root + "/branches";
  std::filesystem::create_directory(path);
  EXPECT_FALSE(HeldFile::is_there(path, "", true));
  auto held = HeldFile::hold(path, "", true);
  ASSERT_TRUE(held);
  EXPECT_FALSE(held->remove_if_last());
  EXPECT_TRUE(exists(path));
}

TEST(HeldFolder, OneThatHasBeenFilledIsSomebodysOwnFromThenOn) {
  const test::TempDir folder;
  const auto root = std::filesystem::canonical(folder.path()).string();
  const auto path = root + "/modules";
  auto held = HeldFile::hold(path, "", true);
  ASSERT_TRUE(held);
  std::filesystem::create_directory(path + "/lib");
  EXPECT_FALSE(held->remove_if_last());
  std::filesystem::remove(path + "/lib");
  EXPECT_FALSE(HeldFile::is_there(path, "", true));
  auto next = HeldFile::hold(path, "", true);
  ASSERT_TRUE(next);
  EXPECT_FALSE(next->remove_if_last());
  EXPECT_TRUE(exists(path));
}

}  // namespace
}  // namespace sandtray::platform
