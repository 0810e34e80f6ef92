// SPDX-License-Identifier: MIT
#include "session/detector/escape_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/session/detector/event_log.h"

namespace sandtray::session {
namespace {

using testing::ElementsAre;
using Lines = std::vector<std::string>;

Lines parse_in_pieces(std::string_view bytes, std::size_t size) {
  EscapeParser parser;
  EventLog log;
  for (std::size_t at = 0; at < bytes.size(); at += size) parser.feed(bytes.substr(at, size), log);
  return log.take();
}

// The events, after checking that they are the same for every size of pieces.
Lines parse(std::string_view bytes) {
  const Lines whole = parse_in_pieces(bytes, bytes.size() + 1);
  for (std::size_t size = 1; size < bytes.size() && size < 40; ++size) {
    EXPECT_EQ(parse_in_pieces(bytes, size), whole) << "in pieces of " << size;
  }
  return whole;
}

TEST(EscapeParser, SeparatesTextFromSequences) {
  EXPECT_THAT(parse("a\033[1;31mred\033[0m\r\n\ttab\033M\033(0x"),
              ElementsAre("text a", "csi 1;31m", "text red", "csi 0m", "text \\015\\012\\011tab",
                          "esc M", "esc (0", "text x"));
}

TEST(EscapeParser, KnowsABellFromTheEndOfAString) {
  EXPECT_THAT(parse("\a\033]0;title\a\a\033]9;text\033\\"),
              ElementsAre("control \\007", "osc \\033] 0;title \\007", "control \\007",
                          "osc \\033] 9;text \\033\\\\"));
  EXPECT_THAT(parse("\033Pq\a1\033\\"), ElementsAre("dcs unclean \\033P q1 \\033\\\\"));
}

TEST(EscapeParser, KeepsPrefixAndIntermediates) {
  EXPECT_THAT(parse("\033[?2026$p\033[>0q\033[=1;2u\033[!p\033[4:3m"),
              ElementsAre("csi ?2026$p", "csi >0q", "csi =1;2u", "csi !p", "csi 4:3m"));
}

TEST(EscapeParser, ReadsEightBitControls) {
  EXPECT_THAT(parse("\x9b"
                    "6n\x9d"
                    "0;t\x9c\x90q\x9c\x84"),
              ElementsAre("csi 6n", "osc \\235 0;t \\234", "dcs \\220 q \\234", "esc D"));
  EXPECT_THAT(parse("\xc2\x9b"
                    "6n\xc2\x9d"
                    "0;t\xc2\x9c"),
              ElementsAre("csi 6n", "osc \\302\\235 0;t \\302\\234"));
}

TEST(EscapeParser, TakesNoControlFromInsideACharacter) {
  // U+2733 and U+271C hold 0x9C, U+56DB holds 0x9B, U+1F4DD 0x9F and 0x93 0x9D.
  EXPECT_THAT(parse("\033]0;\xe2\x9c\xb3\xe2\x9c\x9c x\a\xe5\x9b\x9b\xf0\x9f\x93\x9d\xc3\x9b"),
              ElementsAre("osc \\033] 0;\\342\\234\\263\\342\\234\\234 x \\007",
                          "text \\345\\233\\233\\360\\237\\223\\235\\303\\233"));
}

TEST(EscapeParser, TakesControlsAfterMalformedCharacters) {
  // A lead byte that is cut short, an overlong form, a surrogate, a continuation too many.
  EXPECT_THAT(parse("\xe2\033[m\xe2\x9c\033[m"),
              ElementsAre("text \\342", "csi m", "text \\342\\234", "csi m"));
  EXPECT_THAT(parse("\xe0\x9b"
                    "m"),
              ElementsAre("text \\340", "csi m"));
  EXPECT_THAT(parse("\xc2\xc2\x9b"
                    "m"),
              ElementsAre("text \\302", "csi m"));
  EXPECT_THAT(parse("\xe2\x9c\xb3\x9b"
                    "m"),
              ElementsAre("text \\342\\234\\263", "csi m"));
  EXPECT_THAT(parse("\xc2"), ElementsAre());
  EXPECT_THAT(parse("\xc2\xa9z"), ElementsAre("text \\302\\251z"));
}

TEST(EscapeParser, BreaksOffAtCancelSubstituteAndTheNextSequence) {
  EXPECT_THAT(parse("\033[1;2\x18m"), ElementsAre("text m"));
  EXPECT_THAT(parse("\033[1\033[2m"), ElementsAre("csi 2m"));
  EXPECT_THAT(parse("\033]0;a\x1a"
                    "b"),
              ElementsAre("osc \\033] 0;a broken", "text b"));
  EXPECT_THAT(parse("\033]0;a\033]0;b\a"),
              ElementsAre("osc \\033] 0;a broken", "osc \\033] 0;b \\007"));
  EXPECT_THAT(parse("\033]0;a\x9b"
                    "m"),
              ElementsAre("osc \\033] 0;a broken", "csi m"));
  EXPECT_THAT(parse("\033[1\xe2\x9c\xb3"), ElementsAre("text \\342\\234\\263"));
}

TEST(EscapeParser, ExecutesControlsInsideASequence) {
  EXPECT_THAT(parse("\033[1\n;2\am"), ElementsAre("text \\012", "control \\007", "csi 1;2m"));
}

TEST(EscapeParser, DropsMalformedSequences) {
  EXPECT_THAT(parse("\033[1?2mx"), ElementsAre("text x"));
  EXPECT_THAT(parse("\033[1 2mx"), ElementsAre("text x"));
  EXPECT_THAT(parse("\033[!!!!!mx"), ElementsAre("text x"));
  EXPECT_THAT(parse("\033!!!!!mx"), ElementsAre("text x"));
  EXPECT_THAT(parse("\033[" + std::string(257, '1') + "mx"), ElementsAre("text x"));
  EXPECT_EQ(parse("\033[" + std::string(256, '1') + "mx").size(), 2u);
}

TEST(EscapeParser, ReadsWhatTmuxPassesThrough) {
  EXPECT_THAT(parse("\033Ptmux;\033\033]9;hi\a\033\\"),
              ElementsAre("dcs \\033P tmux; broken", "osc \\033] 9;hi \\007", "esc \\"));
  EXPECT_THAT(parse("\033Ptmux;\033\033]9;hi\033\033\\\033\\"),
              ElementsAre("dcs \\033P tmux; broken", "osc \\033] 9;hi \\033\\\\", "esc \\"));
}

TEST(EscapeParser, EndsAnEightBitStringWithItsLine) {
  EXPECT_THAT(parse("a\x9d stray\nb"),
              ElementsAre("text a", "osc \\235  stray broken", "text \\012b"));
}

TEST(EscapeParser, KeepsTheStartOfAHugeString) {
  const std::string huge(1 << 20, 'x');
  EscapeParser parser;
  EventLog log;
  parser.feed("\033]0;", log);
  for (int i = 0; i < 1024; ++i) parser.feed(huge.substr(0, 1024), log);
  parser.feed("\aafter", log);
  EXPECT_THAT(log.take(), ElementsAre("osc cut of 1048578 \\033] 4096 \\007", "text after"));
}

TEST(EscapeParser, CountsParameters) {
  const Csi csi{'?', "1049;;7:2;99999999", "", 'h'};
  EXPECT_EQ(csi.parameter(0, -1), 1049);
  EXPECT_EQ(csi.parameter(1, -1), -1);
  EXPECT_EQ(csi.parameter(2, -1), -1);
  EXPECT_EQ(csi.parameter(3, -1), -1);
  EXPECT_EQ(csi.parameter(4, 5), 5);
}

TEST(EscapeParser, SplitsTheNumberOfAnOsc) {
  EXPECT_EQ(split_osc("9;4;3;")->number, 9);
  EXPECT_EQ(split_osc("9;4;3;")->text, "4;3;");
  EXPECT_EQ(split_osc("104")->number, 104);
  EXPECT_FALSE(split_osc(";x"));
  EXPECT_FALSE(split_osc("1a;x"));
  EXPECT_FALSE(split_osc("1234567;x"));
}

}  // namespace
}  // namespace sandtray::session
