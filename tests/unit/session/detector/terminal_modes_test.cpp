// SPDX-License-Identifier: MIT
#include "session/detector/terminal_modes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "session/detector/escape_parser.h"
#include "unit/session/detector/capture.h"
#include "unit/session/detector/event_log.h"

namespace sandtray::session {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Terminal : EscapeSink {
  explicit Terminal(std::string_view bytes) { feed(bytes); }
  void feed(std::string_view bytes) { parser.feed(bytes, *this); }
  void csi(const Csi& csi) override { modes.csi(csi); }
  void escape(std::string_view intermediates, char final) override {
    modes.escape(intermediates, final);
  }
  void control(char c) override { modes.control(c); }
  void string_end(const ControlString& string) override {
    if (const auto osc = split_osc(string.payload)) modes.osc(*osc);
  }
  TerminalModes modes;
  EscapeParser parser;
};

std::string restored(std::string_view bytes) {
  return printable(Terminal(bytes).modes.restore());
}
std::string reset(std::string_view bytes) {
  return printable(Terminal(bytes).modes.reset());
}

TEST(TerminalModes, AreAllNormalAtFirst) {
  EXPECT_EQ(restored("text \033[31m\033[?2026h\033[?2026l"), "");
  EXPECT_EQ(reset("text"), "\\033[0m");
}

TEST(TerminalModes, RestoreWhatAnAgentSet) {
  EXPECT_EQ(restored("\033[?1049h\033[?1;1002;1006h\033[?25l\033[?7l\033[?2004h\033=\033[3;20r"),
            "\\033[?1049h\\033[3;20r\\033[?1h\\033[?7l\\033[?25l\\033[?1002h\\033[?1006h\\033[?"
            "2004h\\033=");
  EXPECT_EQ(restored("\033[?47h\033[?25l\033[?25h\033[?2004h\033[?2004l"), "\\033[?47h");
  EXPECT_EQ(restored("\033[4 q\033[>4;2m\033(0\016"), "\\033[>4;2m\\033[4 q\\033(0\\016");
  EXPECT_EQ(restored("\033[?1000h\033[3;20r\033c"), "") << "a full reset";
  EXPECT_EQ(restored("\033[?1;2004h\033[3;20r\033=\033[!p"), "\\033[?2004h") << "a soft reset";
  EXPECT_EQ(restored("\033[3;20r\033[r"), "");
  EXPECT_EQ(restored("\033[20;3r"), "") << "no region";
}

TEST(TerminalModes, DoNotRestoreFocusReports) {
  EXPECT_EQ(restored("\033[?1004h"), "");
  EXPECT_THAT(reset("\033[?1004h"), HasSubstr("?1004l"));
}

TEST(TerminalModes, KeepTheKeyboardOfEachScreen) {
  EXPECT_EQ(restored("\033[>1u\033[?1049h\033[>5u\033[>7u"), "\\033[=1u\\033[?1049h\\033[=7u");
  EXPECT_EQ(reset("\033[>1u\033[?1049h\033[>5u\033[>7u"), "\\033[<2u\\033[?1049l\\033[<1u\\033[0m");
  EXPECT_EQ(restored("\033[>1u\033[>3u\033[<u"), "\\033[=1u");
  EXPECT_EQ(restored("\033[>1u\033[<9u"), "");
  EXPECT_EQ(restored("\033[=5u\033[=2;2u\033[=1;3u"), "\\033[=6u");
  EXPECT_EQ(restored("\033[?u"), "") << "a question";
}

TEST(TerminalModes, ResetLeavesTheScreenAndEveryMode) {
  EXPECT_EQ(reset("\033[?1049h\033[?1000;1006;2004h\033[?25l\033=\033[2;9r\033]11;red\a"),
            "\\033[?1049l\\0337\\033[r\\0338\\033[?25h\\033[?1000l\\033[?1006l\\033[?2004l\\033>"
            "\\033]111\\033\\\\\\033[0m");
  EXPECT_THAT(reset("\033]11;?\a"), Not(HasSubstr("]111")));
}

TEST(TerminalModes, AreBoundedWhateverAnAgentSends) {
  std::string bytes;
  for (int i = 0; i < 5000; ++i) bytes += "\033[>31u\033[?" + std::to_string(i) + "h";
  Terminal terminal(bytes);
  EXPECT_LT(terminal.modes.restore().size(), 400u);
  EXPECT_THAT(printable(terminal.modes.reset()), HasSubstr("\\033[<16u"));
  // Parameters after many empty ones count too.
  EXPECT_THAT(reset("\033[?" + std::string(200, ';') + "1000h"), HasSubstr("?1000l"));
}

TEST(TerminalModes, RestoreReproducesItself) {
  const std::string bytes =
      "\033[=1u\033[>1u\033[?1047h\033[>5u\033[?1;9;1003;1016;2031h\033[?7l\033[2;5r\033)"
      "0\016\033=";
  const std::string once = Terminal(bytes).modes.restore();
  EXPECT_EQ(printable(Terminal(once).modes.restore()), printable(once));
}

// Resetting origin mode as any other mode moves the cursor home (DEC STD 070, DECOM).
TEST(TerminalReset, NeverMovesTheCursorHome) {
  EXPECT_THAT(terminal_reset(), Not(HasSubstr("?6l")));
  EXPECT_THAT(terminal_reset(), HasSubstr("\033[!p"));
  EXPECT_THAT(terminal_reset(), Not(HasSubstr("?0l")));
  const auto left = reset("\033[?6h");
  EXPECT_THAT(left, HasSubstr("\\033[!p\\033[?7h"));
  EXPECT_THAT(left, Not(HasSubstr("?6l")));
}

TEST(TerminalReset, LeavesNothingSet) {
  Terminal terminal(
      "\033[?1049h\033[?1;9;1000;1002;1003;1004;1006;2004h\033[?25l\033=\033[2;9r\033(0\016\033[>4;"
      "2m\033[5 q\033[?5h\033[?7l\033[4h");
  terminal.feed(terminal_reset());
  EXPECT_EQ(printable(terminal.modes.reset()), "\\033[0m");
}

TEST(ModeRestore, HoldsTheTitleWithoutItsTricks) {
  DetectorDriver driver(config::Signals{});
  driver.output(0,
                "\033]0;a\xe2\x80\xae"
                "b\xc2\xa0\x07\033[?2004h");
  EXPECT_EQ(printable(driver.detector().mode_restore()), "\\033]0;ab\\033\\\\\\033[?2004h");
}

}  // namespace
}  // namespace sandtray::session
