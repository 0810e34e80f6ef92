// SPDX-License-Identifier: MIT
#include "session/replay.h"

#include <gtest/gtest.h>

namespace sandtray::session {
namespace {

std::string_view clean(std::string_view tail) {
  return tail.substr(find_clean_start(tail));
}

TEST(CleanStart, BeginsAfterTheLineThatWasCut) {
  EXPECT_EQ(clean("e 17\r\nline 18\r\n"), "line 18\r\n");
  EXPECT_EQ(clean("31mred\nnext"), "next");
}

TEST(CleanStart, BeginsAtASequenceWhenItComesFirst) {
  EXPECT_EQ(clean("5;3Htext\033[2Jscreen\n"), "\033[2Jscreen\n");
}

TEST(CleanStart, SkipsTheRestOfAString) {
  EXPECT_EQ(clean("tle of a window\atext"), "text");
  EXPECT_EQ(clean("ZXZpbA==\033\\text"), "text");
  EXPECT_EQ(clean("a line\nin a string\033\\text"), "text") << "the line feed was within it";
}

TEST(CleanStart, SkipsTheRestOfACharacter) {
  EXPECT_EQ(clean("\x82\xac rest"), " rest");
  EXPECT_EQ(clean("\x9f\x98\x80"), "");
  EXPECT_EQ(clean("plain"), "plain");
  EXPECT_EQ(clean(""), "");
}

TEST(AlternateScreen, IsReadFromTheModes) {
  EXPECT_TRUE(uses_alternate_screen("\033[?2004h\033[?1049h"));
  EXPECT_TRUE(uses_alternate_screen("\033[?47h"));
  EXPECT_FALSE(uses_alternate_screen("\033[?2004h\033[?25l"));
  EXPECT_FALSE(uses_alternate_screen(""));
}

}  // namespace
}  // namespace sandtray::session
