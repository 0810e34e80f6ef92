// SPDX-License-Identifier: MIT
#include "platform/held_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "platform/file.h"
#include "support/temp_dir.h"
#include "support/wine.h"

namespace sandtray::platform {
namespace {

class HeldFileTest : public testing::Test {
 protected:
  const test::TempDir folder_;
  const std::string root_ = folder_.path();
  const std::string path_ = folder_ / "commondir";
};

TEST_F(HeldFileTest, IsMadeAndRemoved) {
  auto held = HeldFile::hold(path_, ".", false);
  ASSERT_TRUE(held);
  EXPECT_EQ(read_file(path_).value_or(""), ".");
  EXPECT_TRUE(held->remove_if_last());
  EXPECT_FALSE(exists(path_));
}

TEST_F(HeldFileTest, OnlyTheLastHolderRemovesIt) {
  auto first = HeldFile::hold(path_, ".", false);
  auto second = HeldFile::hold(path_, ".", false);
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(first->remove_if_last());
  EXPECT_TRUE(exists(path_));
  { const auto gone = std::move(*first); }
  EXPECT_TRUE(second->remove_if_last());
  EXPECT_FALSE(exists(path_));
}

TEST_F(HeldFileTest, WhatAKilledHolderLeftIsTakenOver) {
  { ASSERT_TRUE(HeldFile::hold(path_, ".", false)); }
  EXPECT_TRUE(exists(path_));
  auto held = HeldFile::hold(path_, ".", false);
  ASSERT_TRUE(held);
  EXPECT_TRUE(held->remove_if_last());
  EXPECT_FALSE(exists(path_));
}

TEST_F(HeldFileTest, SomebodysOwnFileIsLeftAlone) {
  std::ofstream(path_) << "../main/.git";
  auto held = HeldFile::hold(path_, ".", false);
  ASSERT_TRUE(held);
  EXPECT_FALSE(held->remove_if_last());
  EXPECT_EQ(read_file(path_).value_or(""), "../main/.git");
}

TEST_F(HeldFileTest, AFileThatWasChangedMeanwhileStays) {
  auto held = HeldFile::hold(path_, "", false);
  ASSERT_TRUE(held);
  std::ofstream(path_) << "mine";
  EXPECT_FALSE(held->remove_if_last());
  EXPECT_EQ(read_file(path_).value_or(""), "mine");
}

TEST_F(HeldFileTest, AFileThatWasReplacedMeanwhileStays) {
  SANDTRAY_UNVERIFIED_UNDER_WINE("it keeps a deleted file's name while the file is open");
  auto held = HeldFile::hold(path_, "", false);
  ASSERT_TRUE(held);
  std::filesystem::remove(path_);
  std::ofstream(path_) << "";
  EXPECT_FALSE(held->remove_if_last());
  EXPECT_TRUE(exists(path_));
}

TEST_F(HeldFileTest, AFolderGoesOnlyWhenItIsEmpty) {
  {
    auto held = HeldFile::hold(root_ + "/hooks", "", true);
    ASSERT_TRUE(held);
    std::ofstream(root_ + "/hooks/pre-commit") << "mine";
    EXPECT_FALSE(held->remove_if_last());
    EXPECT_TRUE(exists(root_ + "/hooks/pre-commit"));
  }  // Windows removes no folder that is open
  std::filesystem::remove_all(root_ + "/hooks");
  auto again = HeldFile::hold(root_ + "/hooks", "", true);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->remove_if_last());
  EXPECT_FALSE(exists(root_ + "/hooks"));
}

TEST_F(HeldFileTest, IsKnownAgain) {
  EXPECT_FALSE(HeldFile::is_there(path_, ".", false));
  { ASSERT_TRUE(HeldFile::hold(path_, ".", false)); }
  EXPECT_TRUE(HeldFile::is_there(path_, ".", false));
  std::ofstream(path_) << "..";
  EXPECT_FALSE(HeldFile::is_there(path_, ".", false));
}

TEST_F(HeldFileTest, ALinkIsNotFollowed) {
  std::ofstream(root_ + "/target") << "";
  if (!test::make_link(root_ + "/target", path_))
    GTEST_SKIP() << "this system makes no symbolic links for us";
  auto held = HeldFile::hold(path_, "", false);
  ASSERT_TRUE(held);
  EXPECT_FALSE(held->remove_if_last());
  EXPECT_TRUE(exists(root_ + "/target"));
}

TEST_F(HeldFileTest, AFolderThatCannotBeWrittenIsAnError) {
  const auto held = HeldFile::hold(root_ + "/missing/commondir", ".", false);
  ASSERT_FALSE(held);
  EXPECT_NE(held.error().message.find("commondir"), std::string::npos);
}

}  // namespace
}  // namespace sandtray::platform
