// SPDX-License-Identifier: MIT
#include "platform/part_file.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>

#include "platform/file.h"
#include "support/temp_dir.h"

namespace sandtray::platform {
namespace {

using testing::ElementsAre;

class PartFileTest : public testing::Test {
 protected:
  const test::TempDir folder_;
  const std::string target_ = folder_ / "file";
};

TEST_F(PartFileTest, TheNameAppearsWhenAllIsThere) {
  {
    auto part = PartFile::open(target_);
    ASSERT_TRUE(part) << part.error().message;
    ASSERT_TRUE(part->append("one "));
  }
  EXPECT_THAT(list_folder(folder_.path()), ElementsAre("file.part"));
  auto part = PartFile::open(target_);
  ASSERT_TRUE(part) << part.error().message;
  EXPECT_EQ(part->size(), 4u);
  ASSERT_TRUE(part->append("two"));
  char buffer[16];
  EXPECT_EQ(std::string(buffer, part->read(2, buffer, sizeof buffer).value_or(0)), "e two");
  ASSERT_TRUE(part->publish(0644));
  EXPECT_THAT(list_folder(folder_.path()), ElementsAre("file"));
  EXPECT_EQ(read_file(target_).value_or(""), "one two");
  EXPECT_EQ(std::filesystem::status(target_).permissions(), std::filesystem::perms(0644));
}

TEST_F(PartFileTest, OneHasItAtATime) {
  auto first = PartFile::open(target_);
  ASSERT_TRUE(first);
  EXPECT_EQ(PartFile::open(target_).error().code, Code::unavailable);
  ASSERT_TRUE(first->publish(0600));
  EXPECT_TRUE(PartFile::open(target_));
}

TEST_F(PartFileTest, ANameThatHasBeenTakenMeanwhileIsNotPublished) {
  auto part = PartFile::open(target_);
  ASSERT_TRUE(part);
  ASSERT_TRUE(write_file(PartFile::path_for(target_), "planted"));
  EXPECT_EQ(part->publish(0600).error().code, Code::refused);
  part->remove();
  EXPECT_THAT(list_folder(folder_.path()), ElementsAre("file.part"));
  EXPECT_FALSE(exists(target_));
}

TEST_F(PartFileTest, NeitherNameIsALinkOrAFolder) {
  ASSERT_TRUE(write_file(folder_ / "elsewhere", "mine"));
  for (const auto& name : {target_, PartFile::path_for(target_)}) {
    ASSERT_TRUE(test::make_link(folder_ / "elsewhere", name));
    EXPECT_EQ(PartFile::open(target_).error().code, Code::refused);
    ASSERT_TRUE(remove_tree(name));
    std::filesystem::create_directory(name);
    EXPECT_EQ(PartFile::open(target_).error().code, Code::refused);
    ASSERT_TRUE(remove_tree(name));
  }
  auto part = PartFile::open(target_);
  ASSERT_TRUE(part);
  ASSERT_TRUE(test::make_link(folder_ / "elsewhere", target_));
  EXPECT_EQ(part->publish(0600).error().code, Code::refused);
  EXPECT_EQ(read_file(folder_ / "elsewhere").value_or(""), "mine");
}

}  // namespace
}  // namespace sandtray::platform
