// SPDX-License-Identifier: MIT
#include "platform/new_folder.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "platform/file.h"
#include "support/temp_dir.h"

namespace sandtray::platform {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class NewFolderTest : public testing::Test {
 protected:
  const test::TempDir folder_;
  const std::string path_ = folder_ / "made";
  const std::string hidden_ = folder_ / ".made.sandtray-new";
};

TEST_F(NewFolderTest, TheNameAppearsWhenAllIsThere) {
  auto made = NewFolder::begin(path_);
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_TRUE(made->make_folder("a"));
  const auto file = made->make_file("a/b", /*is_program=*/true);
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(write_some(file->get(), "text").bytes, 4u);
  ASSERT_TRUE(made->make_link("c", "a/b"));
  ASSERT_TRUE(made->make_hard_link("d", "a/b"));
  EXPECT_FALSE(exists(path_));
  ASSERT_TRUE(made->publish());
  EXPECT_THAT(list_folder(folder_.path()), ElementsAre("made"));
  EXPECT_EQ(read_file(path_ + "/c").value_or(""), "text");
  EXPECT_EQ(read_file(path_ + "/d").value_or(""), "text");
  EXPECT_EQ(std::filesystem::status(path_ + "/d").permissions(), std::filesystem::perms(0755));
}

TEST_F(NewFolderTest, OtherwiseNothingIsLeft) {
  {
    auto made = NewFolder::begin(path_);
    ASSERT_TRUE(made);
    ASSERT_TRUE(made->make_file("a", false));
  }
  EXPECT_THAT(list_folder(folder_.path()), IsEmpty());
}

TEST_F(NewFolderTest, WhatAKilledProcessHasLeftIsRemoved) {
  std::filesystem::create_directories(hidden_ + "/old");
  auto made = NewFolder::begin(path_);
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_TRUE(made->publish());
  EXPECT_THAT(list_folder(path_), IsEmpty());
}

TEST_F(NewFolderTest, OneMakesItAtATime) {
  auto first = NewFolder::begin(path_);
  ASSERT_TRUE(first);
  ASSERT_TRUE(first->make_file("a", false));
  EXPECT_EQ(NewFolder::begin(path_).error().code, Code::unavailable);
  ASSERT_TRUE(first->publish());
  EXPECT_THAT(list_folder(path_), ElementsAre("a"));
  EXPECT_EQ(NewFolder::begin(path_).error().code, Code::refused);
}

TEST_F(NewFolderTest, NothingIsReplacedOrPassedThrough) {
  std::filesystem::create_directory(folder_ / "elsewhere");
  auto made = NewFolder::begin(path_);
  ASSERT_TRUE(made);
  ASSERT_TRUE(made->make_file("a", false));
  EXPECT_FALSE(made->make_file("a", false));
  EXPECT_FALSE(made->make_link("a", "b"));
  EXPECT_FALSE(made->make_folder("a"));
  ASSERT_TRUE(made->make_link("out", folder_ / "elsewhere"));
  EXPECT_FALSE(made->make_file("out/b", false));
  EXPECT_FALSE(made->make_folder("none/b"));
  EXPECT_THAT(list_folder(folder_ / "elsewhere"), IsEmpty());
}

TEST_F(NewFolderTest, ALinkWithTheHiddenNameIsNotFollowed) {
  std::filesystem::create_directory(folder_ / "elsewhere");
  ASSERT_TRUE(write_file(folder_ / "elsewhere/mine", "mine"));
  ASSERT_TRUE(test::make_link(folder_ / "elsewhere", hidden_));
  EXPECT_EQ(NewFolder::begin(path_).error().code, Code::refused);
  EXPECT_THAT(list_folder(folder_ / "elsewhere"), ElementsAre("mine"));
}

}  // namespace
}  // namespace sandtray::platform
