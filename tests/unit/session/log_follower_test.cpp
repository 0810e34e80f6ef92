// SPDX-License-Identifier: MIT
#include "session/log_follower.h"

#include <gtest/gtest.h>

#include <fstream>

#include "platform/file.h"
#include "support/temp_dir.h"

namespace sandtray::session {
namespace {

class LogFollowerTest : public ::testing::Test {
 protected:
  void append(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name, std::ios::app) << text;
  }
  void rotate() {
    const auto renamed = platform::rename_path(folder_ + "/output.log", folder_ + "/output.log.1");
    EXPECT_TRUE(renamed) << renamed.error().message;
  }
  static std::string all(LogFollower& log) {
    std::string out;
    while (log.read(out, 3)) {
    }
    return out;
  }

  const test::TempDir temporary_;
  const std::string folder_ = temporary_.path();
};

TEST_F(LogFollowerTest, ReadsTheOldPartFirstAndGoesOn) {
  append("output.log.1", "old ");
  append("output.log", "new");
  LogFollower log(folder_);
  EXPECT_EQ(all(log), "old new");
  append("output.log", " more");
  EXPECT_EQ(all(log), " more");
}

TEST_F(LogFollowerTest, LosesNothingAtARotation) {
  append("output.log", "one ");
  LogFollower log(folder_);
  EXPECT_EQ(all(log), "one ");
  append("output.log", "two ");
  rotate();
  append("output.log", "three");
  EXPECT_EQ(all(log), "two three");
}

TEST_F(LogFollowerTest, HoldsOnToThePartThatComesNext) {
  append("output.log", "one ");
  LogFollower log(folder_);
  for (const auto* text : {"two ", "three"}) {
    rotate();
    append("output.log", text);
    log.look();
  }
  EXPECT_EQ(all(log), "one two three");
  EXPECT_FALSE(log.skipped());
  EXPECT_EQ(log.bytes(), 13u);
}

TEST_F(LogFollowerTest, TellsThatItMayHaveSkippedAPart) {
  append("output.log", "one ");
  LogFollower log(folder_);
  for (const auto* text : {"two ", "three ", "four"}) {
    rotate();
    append("output.log", text);
  }
  EXPECT_EQ(all(log), "one three four");
  EXPECT_TRUE(log.skipped());
}

TEST_F(LogFollowerTest, WaitsForALogThatIsNotThereYet) {
  LogFollower log(folder_);
  EXPECT_EQ(all(log), "");
  append("output.log", "first");
  EXPECT_EQ(all(log), "first");
}

}  // namespace
}  // namespace sandtray::session
