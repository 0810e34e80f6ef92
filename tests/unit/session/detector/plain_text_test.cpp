// SPDX-License-Identifier: MIT
#include "session/detector/plain_text.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "unit/session/detector/capture.h"

namespace sandtray::session {
namespace {

std::string reduce(std::string_view bytes, std::size_t piece) {
  PlainText plain;
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += piece) plain.feed(bytes.substr(at, piece), out);
  plain.finish(out);
  return out;
}

std::string plain(std::string_view bytes) {
  const std::string whole = reduce(bytes, bytes.size() + 1);
  for (const std::size_t piece : {1, 2, 3, 7}) EXPECT_EQ(reduce(bytes, piece), whole);
  return whole;
}

TEST(PlainText, KeepsTextTabsAndLines) {
  EXPECT_EQ(plain("one\r\n\ttwo  \r\n\r\nthree"), "one\n\ttwo\n\nthree\n");
  EXPECT_EQ(plain("grün \xe2\x9c\xb3 \xf0\x9f\x98\x80\n"), "grün ✳ 😀\n");
}

TEST(PlainText, RemovesSequencesControlsAndBidiCharacters) {
  EXPECT_EQ(plain("\033[1;31mred\033[0m \033]0;title\aand\a \033P0q~\033\\gone\x7f\x05\n"),
            "red and gone\n");
  EXPECT_EQ(plain("exe.\xe2\x80\xaetxt\xe2\x81\xa6\xe2\x80\x8b\xff\xc2\x85 \xc3(\n"),
            "exe.txt\n (\n");
}

TEST(PlainText, ShowsAnOverwrittenLineAsItLookedLast) {
  EXPECT_EQ(plain("10%\r50%\r100%\r\ndone\r\n"), "100%\ndone\n");
  EXPECT_EQ(plain("long text\rshort\033[K\r\n"), "short\n");
  EXPECT_EQ(plain("long text\rshort\r\n"), "shorttext\n");
  EXPECT_EQ(plain("first\033[2K\r\033[3Gx\n"), "  x\n");
}

TEST(PlainText, FollowsTheEditingOfACommand) {
  EXPECT_EQ(plain("$ lss\b\033[K -l\n"), "$ ls -l\n");
  EXPECT_EQ(plain("$ cat x\b\b\b\b\b\033[1P\n"), "$ at x\n");
  EXPECT_EQ(plain("$ at\b\b\033[1@c\n"), "$ cat\n");
}

TEST(PlainText, WritesThePaintedLinesOfAScreenOnce) {
  const std::string frame = "\033[?1049h\033[1;1Hhead\033[2;1Hleft\033[2;10Hright\033[3;1H";
  EXPECT_EQ(plain(frame + frame + "\033[1;1Hother"), "head\nleft     right\nother\n");
}

TEST(PlainText, IsBoundedWhateverMovesTheCursor) {
  const std::string text = plain("a\033[999999C\033[99999999Gb\033[4000@\n");
  EXPECT_LT(text.size(), 1100u);
  std::string inserts = "x\r";
  for (int i = 0; i < 1000; ++i) inserts += "\033[4096@";
  EXPECT_LE(plain(inserts).size(), 4097u);
}

TEST(PlainText, LosesNothingOfALongLine) {
  const std::string line(100000, 'x');
  EXPECT_EQ(plain(line + "\n"), line + "\n");
}

TEST(PlainText, OfEveryCaptureHoldsNoControl) {
  for (const auto& name : capture_names()) {
    const std::string text = plain(load_capture(name).whole());
    for (const char c : text)
      EXPECT_TRUE(c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20) << name;
  }
}

}  // namespace
}  // namespace sandtray::session
