// SPDX-License-Identifier: MIT
#include "base/text.h"

#include <gtest/gtest.h>

namespace sandtray {
namespace {

TEST(DisplayText, RemovesEscapeSequencesAndControls) {
  EXPECT_EQ(display_text("\033[31mred\033[0m\x07 \x1b]0;title\x07text\x9b"), "red text");
  EXPECT_EQ(display_text("a\033]52;c;ZXZpbA==\033\\b"), "ab");
}

TEST(DisplayText, RemovesBidiAndInvisibleCharacters) {
  EXPECT_EQ(display_text("safe\u202Etxt.exe\u2066\u200B"), "safetxt.exe");
}

TEST(DisplayText, FoldsWhiteSpaceAndTrims) {
  EXPECT_EQ(display_text("  a\r\n\t b  "), "a b");
}

TEST(DisplayText, DropsMalformedUtf8) {
  EXPECT_EQ(display_text("a\xff\xc3(\xe2\x82z"), "a(z");
  EXPECT_EQ(display_text("\xc3\xa9"), "é");
  EXPECT_EQ(display_text("end\xe2\x82"), "end");
}

TEST(DisplayText, CutsAtCharactersNotBytes) {
  EXPECT_EQ(display_text("äöüß", 3), "äöü…");
  EXPECT_EQ(display_text("äöü", 3), "äöü");
}

TEST(DisplayLines, KeepsLinesAndTheBlanksBeforeThem) {
  EXPECT_EQ(display_lines("one\n  two\n\nthree\n"), "one\n  two\n\nthree\n");
  EXPECT_EQ(display_lines("\033[2Jone\r\n\033]0;ti\ntle\007two\xe2\x80\xae"), "one\n\ntletwo");
  EXPECT_EQ(display_lines(std::string(5000, 'x')), std::string(5000, 'x'));
  EXPECT_EQ(display_lines(""), "");
}

TEST(Utf8, RejectsOverlongSurrogatesAndTruncation) {
  EXPECT_TRUE(is_valid_utf8("grüße 😀"));
  EXPECT_FALSE(is_valid_utf8("\xc0\xaf"));
  EXPECT_FALSE(is_valid_utf8("\xed\xa0\x80"));
  EXPECT_FALSE(is_valid_utf8("\xf0\x9f\x98"));
}

TEST(Base64, IsStrict) {
  std::string out;
  EXPECT_TRUE(decode_base64("c3R1YiBjb21tYW5k", out));
  EXPECT_EQ(out, "stub command");
  EXPECT_TRUE(decode_base64("YQ==", out));
  EXPECT_EQ(out, "a");
  EXPECT_FALSE(decode_base64("YQ=", out));
  EXPECT_FALSE(decode_base64("YQ==YQ==", out));
  EXPECT_FALSE(decode_base64("Y Q=", out));
}

TEST(DecimalNumber, TakesDigitsAlone) {
  EXPECT_EQ(decimal_number("0"), 0u);
  EXPECT_EQ(decimal_number("065535"), 65535u);
  EXPECT_EQ(decimal_number("999999999"), 999999999u);
  for (const auto* other : {"", "-1", "+1", " 1", "1 ", "1.5", "0x1", "1000000000"}) {
    EXPECT_EQ(decimal_number(other), std::nullopt) << other;
  }
}

TEST(ShellQuote, SurvivesQuotesAndNewlines) {
  EXPECT_EQ(shell_quote("plain-1.0/x"), "plain-1.0/x");
  EXPECT_EQ(shell_quote("it's\nnew"), "'it'\\''s\nnew'");
  EXPECT_EQ(shell_quote(""), "''");
}

TEST(Duration, ReadsWell) {
  EXPECT_EQ(duration_text(42), "42 s");
  EXPECT_EQ(duration_text(185), "3 min");
  EXPECT_EQ(duration_text(7500), "2 h 5 min");
  EXPECT_EQ(duration_text(3600), "1 h");
  EXPECT_EQ(duration_text(300000), "3 d");
}

TEST(Template, ExpandsKnownNamesOnly) {
  EXPECT_EQ(expand_template("{a}/{b}{c}", {{"a", "x"}, {"b", "{a}"}}), "x/{a}{c}");
  EXPECT_EQ(expand_template("p={w:json}", {{"w", "a \"b\"\n"}}), "p=\"a \\\"b\\\"\\n\"");
  EXPECT_EQ(expand_template("{\"json\":{}}", {}), "{\"json\":{}}");
}

}  // namespace
}  // namespace sandtray
