// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "unit/session/detector/capture.h"
#include "unit/session/detector/event_log.h"

namespace sandtray::session {
namespace {

std::string replies(std::string_view bytes, bool attended = false) {
  Detector detector{config::Signals{}};
  detector.set_attended(attended);
  for (const char byte : bytes) detector.output({&byte, 1}, {});
  return printable(detector.take_replies());
}

TEST(Replies, EchoTheStatusQueryByteByByteBeforeTheAnswerToDa1) {
  EXPECT_EQ(replies("\033[>0q\033[?u\033]7501;?\a\033[c"),
            "\\033[?0u\\033]7501;?\\007\\033[?62;22c");
  EXPECT_EQ(replies("\033]7501;?\033\\\033[c"), "\\033]7501;?\\033\\\\\\033[?62;22c");
  EXPECT_EQ(replies("\x9d"
                    "7501;?\x9c"),
            "\\2357501;?\\234");
}

TEST(Replies, EchoNothingThatOnlyResemblesTheQuery) {
  EXPECT_EQ(replies("\033]7501;?x\a\033]7501;?\x18\033]7501;\b?\a\033]07501\a\033]7501;?"), "");
}

TEST(Replies, AnswerTheStatusQueryAloneWhileATerminalIsAttached) {
  EXPECT_EQ(replies("\033[c\033[6n\033]11;?\a\033[?u\033[?1$p\033]7501;?\a\033[c", true),
            "\\033]7501;?\\007");
}

TEST(Replies, ComeInTheOrderOfTheQuestions) {
  EXPECT_EQ(replies("\033]10;?\a\033[6n\033[?2026$p\033[20$p\033[0c\033[5n"),
            "\\033]10;rgb:ffff/ffff/ffff\\007\\033[1;1R\\033[?2026;0$y\\033[20;0$y\\033[?62;22c"
            "\\033[0n");
}

TEST(Replies, NeverTypeTextOfTheAgent) {
  EXPECT_EQ(replies("\033[21t\033[20t\033P$qm\033\\\033]52;c;?\a\033]4;0;?\a\033P+q4d73\033\\"
                    "\033[>c\033[=c\033[>q\033Z\x05\033[14t\033[?1004h\033_Ga=q;\033\\\033[x"),
            "");
}

}  // namespace
}  // namespace sandtray::session
