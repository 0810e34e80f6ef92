// SPDX-License-Identifier: MIT
#include "platform/held_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "platform/file.h"

namespace sandtray::platform {
namespace {

class HeldFileTest : public testing::Test {
 protected:
  HeldFileTest() {
    std::string pattern = std::filesystem::temp_directory_path() / "sandtray-held-XXXXXX";
    root_ = mkdtemp(pattern.data());
    path_ = root_ + "/commondir";
  }
  ~HeldFileTest() override { std::filesystem::remove_all(root_); }

  std::string root_, path_;
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
  std::filesystem::remove(path_);
  std::ofstream(path_) << "";
  EXPECT_FALSE(held->remove_if_last());
  EXPECT_TRUE(exists(path_));
}

TEST_F(HeldFileTest, AFolderGoesOnlyWhenItIsEmpty) {
  auto held = HeldFile::hold(root_ + "/hooks", "", true);
  ASSERT_TRUE(held);
  std::ofstream(root_ + "/hooks/pre-commit") << "mine";
  EXPECT_FALSE(held->remove_if_last());
  std::filesystem::remove(root_ + "/hooks/pre-commit");
  EXPECT_TRUE(held->remove_if_last());
  EXPECT_FALSE(exists(root_ + "/hooks"));
}

TEST_F(HeldFileTest, ALinkIsNotFollowed) {
  std::ofstream(root_ + "/target") << "";
  std::filesystem::create_symlink(root_ + "/target", path_);
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
