// SPDX-License-Identifier: MIT
#include "session/detector/terminal_filter.h"

#include <gtest/gtest.h>

#include "unit/session/detector/capture.h"
#include "unit/session/detector/event_log.h"

namespace sandtray::session {
namespace {

std::string filter(std::string_view bytes, bool replay, bool clipboard, std::size_t piece) {
  TerminalFilter filter({clipboard});
  filter.set_replay(replay);
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += piece)
    filter.feed(bytes.substr(at, piece), out);
  return out;
}

// What passes, after checking that it does not depend on the cut.
std::string passes(std::string_view bytes, bool replay = false, bool clipboard = false) {
  const std::string whole = filter(bytes, replay, clipboard, bytes.size() + 1);
  for (const std::size_t piece : {1, 2, 3, 5, 64}) {
    EXPECT_EQ(printable(filter(bytes, replay, clipboard, piece)), printable(whole));
  }
  return printable(whole);
}
std::string replays(std::string_view bytes) {
  return passes(bytes, true);
}

void expect_unchanged(std::string_view bytes, bool replay = false) {
  EXPECT_EQ(passes(bytes, replay), printable(bytes));
}

TEST(TerminalFilter, PassesWhatPaintsAScreen) {
  expect_unchanged("text \xe2\x9c\xb3\r\n\t\b");
  for (const bool replay : {false, true}) {
    expect_unchanged("\033[1;38:2:1:2:3;48;5;235mred\033[0m\033[K\033[2J\033[5;1H\033[3A\033[2 q",
                     replay);
    expect_unchanged("\033[?1049h\033[?25l\033[?2026h\033[?2026l\033[3;9r\033(0\016\033M\0337\0338",
                     replay);
    expect_unchanged("\033]8;id=1;https://example.org/\033\\link\033]8;;\033\\", replay);
    expect_unchanged("\033]0;title\033\\\033]133;A\033\\\033]11;#000000\033\\", replay);
    expect_unchanged("\033P0;1q#0;2;0;0;0" + std::string(20000, '~') + "\033\\", replay);
  }
}

TEST(TerminalFilter, PassesModesAndQuestionsWhileLive) {
  expect_unchanged("\033[?1h\033[?1000;1006h\033[?2004h\033=\033[>1u\033[<u\033[=1;2u\033[>4;2m");
  expect_unchanged("\033[c\033[>c\033[6n\033[?6n\033[?u\033[>0q\033[?2026$p\033[14t\033[22;0t");
  expect_unchanged("\033]10;?\033\\\033]4;0;?\033\\\033P+q4d73\033\\\a\033]9;hi\033\\");
  expect_unchanged("\033]7501;state=done\033\\\033]9;4;3;\033\\\033]777;notify;a;b\033\\");
}

TEST(TerminalFilter, ReplaysNoQuestionBellNorNotification) {
  EXPECT_EQ(replays("a\033[c\033[>c\033[6n\033[?6n\033[?u\033[>0q\033[?2026$p\033[14t\033[22;0tb"),
            "ab");
  EXPECT_EQ(replays("a\033]10;?\a\033]4;0;?\a\033P+q4d73\033\\\033_Ga=q;\033\\\ab"), "ab");
  EXPECT_EQ(replays("a\033]9;hi\a\033]99;;hi\a\033]777;notify;a;b\a\033]7501;state=done\ab"), "ab");
}

TEST(TerminalFilter, ReplaysModesButNotWhatCounts) {
  expect_unchanged("\033[?1;25;1000;2004h\033[>4;2m\033=\033[=1u", true);
  EXPECT_EQ(replays("\033[>1u\033[<u\033[22;0t"), "");
}

// What the session host sends to a client that attaches: the modes, then the end of the log.
TEST(TerminalFilter, LeavesAnAttachedTerminalInTheModesOfTheAgent) {
  const std::string before = "\033[?2004h\033[>1u\033[?1h\033[?1000;1006h";
  const std::string after = "\033[?1049h\033[>5u\033[?1000l\033=\033[?1002h";
  DetectorDriver driver(config::Signals{});
  driver.output(0, before + after);
  const std::string modes = driver.detector().mode_restore();

  const std::string screen = filter(modes + after, true, false, 5);
  DetectorDriver terminal(config::Signals{});
  terminal.output(0, screen);
  EXPECT_EQ(printable(terminal.detector().mode_restore()), printable(modes));
}

TEST(TerminalFilter, KeepsTheClipboardClosed) {
  EXPECT_EQ(passes("a\033]52;c;ZXZpbA==\ab\033]52;c;?\ac\033]5522;x\ad"), "abcd");
  EXPECT_EQ(passes("a\xc2\x9d"
                   "52;c;ZXZpbA==\xc2\x9c"
                   "b\x9d"
                   "52;c;ZXZpbA==\x9c"
                   "c"),
            "abc");
  EXPECT_EQ(passes("\033Ptmux;\033\033]52;c;ZXZpbA==\a\033\\b"), "b");
  EXPECT_EQ(passes("\033P\033]52;c;ZXZpbA==\a\033\\b"), "b");
}

TEST(TerminalFilter, OpensTheClipboardForWritingOnly) {
  const std::string large(100000, 'A');
  EXPECT_EQ(passes("\033]52;c;" + large + "\a", false, true), "\\033]52;c;" + large + "\\033\\\\");
  EXPECT_EQ(passes("a\033]52;c;?\a\033]52;" + std::string(300, 'p') + ";QQ==\a", false, true), "a");
  EXPECT_EQ(passes("\033]52;c;QQ==\a", true, true), "") << "not again in a replay";
}

TEST(TerminalFilter, LetsNoTerminalTypeTextOfTheAgent) {
  // Title reports, state reports, capability and key definitions, the answer-back string.
  EXPECT_EQ(passes("a\033[21t\033[20t\033[>2t\033P$qm\033\\\033P$p1$tx\033\\\033[2$w\033[1$u\05z"),
            "az");
  EXPECT_EQ(passes("a\033P0;1|17/6c73\033\\\033P+p436f\033\\\033P@kitty-cmd{}\033\\\033Zz"), "az");
  EXPECT_EQ(passes("a\033]99;i=evil:p=?;\a\033]99;i=x:a=report;t\a\033]1337;ReportVariable=x\az"),
            "az");
  EXPECT_EQ(passes("a\033[1;1;1;1;24;80*yz"), "az") << "a checksum of the person's screen";
}

TEST(TerminalFilter, DropsWhatReachesBeyondTheScreen) {
  EXPECT_EQ(passes("a\033[5i\033[?4i\033[2h\033[?2l\033[9;1t\033[3;0;0t\033%@\033 G\033[62;0\"pz"),
            "az");
  EXPECT_EQ(passes("a\033]50;font\a\033]7;file:///evil\a\033]46;/log\a\033]1337;File=;AA\a"
                   "\033]9;7;cmd\a\033]777;precmd\a\033]633;E;x\a\033]l1\az"),
            "az");
  EXPECT_EQ(passes("a\033_Ga=T,t=f;L2V0Yy9wYXNzd2Q=\033\\\033_Gt=t,a=T;x\033\\\033^pm\033\\"
                   "\033Xsos\033\\\033kname\033\\\033_other\033\\z"),
            "az");
  expect_unchanged("\033_Ga=T,f=100,t=d;" + std::string(5000, 'A') + "\033\\\033_Ga=d;\033\\");
}

TEST(TerminalFilter, LetsLinksLeadToTheWebOnly) {
  EXPECT_EQ(passes("\033]8;;file:///x.desktop\atext\033]8;;\a"),
            "\\033]8;;\\033\\\\text\\033]8;;\\033\\\\");
  EXPECT_EQ(passes("\033]8;;javascript:x\a"), "\\033]8;;\\033\\\\");
}

TEST(TerminalFilter, TakesFocusReportsOutOfAListOfModes) {
  EXPECT_EQ(passes("\033[?1004h\033[?1004;2004;2h"), "\\033[?2004h");
}

TEST(TerminalFilter, AnswersNoStatusQueryTwice) {
  EXPECT_EQ(passes("a\033]7501;?\ab"), "ab");
}

TEST(TerminalFilter, PassesOnlyWholeSequences) {
  EXPECT_EQ(passes("a\033[31"), "a");
  EXPECT_EQ(passes("\033]0;t\x18z"), "z");
  EXPECT_EQ(passes("\033]0;" + std::string(5000, 't') + "\az"), "z");
  EXPECT_EQ(passes("\x9b"
                   "31mred\xc2\x9b"
                   "0m"),
            "\\033[31mred\\033[0m")
      << "in the 7-bit form";
  // A graphic that is broken off is cancelled, not continued by the next sequence.
  EXPECT_EQ(passes("\033Pq~~\033[31m"), "\\033Pq~~\\030\\033[31m");
}

TEST(TerminalFilter, ResetsWhatHasPassed) {
  TerminalFilter filter;
  std::string out;
  EXPECT_EQ(printable(filter.reset()), "\\033[0m");
  filter.feed("\033[?1049h\033[?1000h\033]8;;https://a/\a\033Pq~", out);
  EXPECT_EQ(printable(filter.reset()), "\\030\\033]8;;\\033\\\\\\033[?1049l\\033[?1000l\\033[0m");
  filter.feed("\033\\\033]8;;\a\033[?1000l\033[?1049l", out);
  EXPECT_EQ(printable(filter.reset()), "\\033[0m");
}

TEST(TerminalFilter, IsIdempotentOnEveryCapture) {
  for (const auto& name : capture_names()) {
    const std::string bytes = load_capture(name).whole();
    for (const bool replay : {false, true}) {
      const std::string once = filter(bytes, replay, false, 1);
      EXPECT_EQ(printable(filter(once, replay, false, 7)), printable(once)) << name;
    }
  }
}

}  // namespace
}  // namespace sandtray::session
