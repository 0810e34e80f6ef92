// SPDX-License-Identifier: MIT
#include "session/detach_keys.h"

#include <gtest/gtest.h>

namespace sandtray::session {
namespace {

std::string typed(const std::string& keys, const std::vector<std::string>& reads, bool& detached) {
  auto finder = DetachKeys::parse(keys);
  std::string out;
  detached = false;
  for (const auto& read : reads) {
    if (finder->feed(read, out)) {
      detached = true;
      break;
    }
  }
  return out;
}

TEST(DetachKeys, AreFoundAcrossReads) {
  bool detached = false;
  EXPECT_EQ(typed("ctrl-],d", {"ab\x1d", "dcd"}, detached), "ab");
  EXPECT_TRUE(detached);
}

TEST(DetachKeys, WhatOnlyBeginsLikeThemReachesTheAgent) {
  bool detached = false;
  EXPECT_EQ(typed("ctrl-],d", {"\x1dx\x1d", "\x1d", "e"}, detached),
            "\x1dx\x1d\x1d"
            "e");
  EXPECT_FALSE(detached);
}

// kitty's protocol as Codex (7) and Claude Code (5) ask for it, modifyOtherKeys as xterm has it.
TEST(DetachKeys, AreFoundHoweverTheTerminalWritesThem) {
  const std::vector<std::vector<std::string>> ways = {
      {"\033[93;5u", "d"},
      {"\033[93;5:1u", "\033[93;5:3u", "\033[100u"},
      {"\033[57442;5u\033[93;5:1u\033[57442;1:3u\033[100;;100u"},
      {"\033[93::93;69:1u\033[93;69:2u", "d"},  // with the lock of capitals, held down
      {"\033[27;5;93~", "d"},
      {"\033[9", "3;5ud"},
      {"\x1d", "\033[?62;22c", "\033[<35;4;9M", "\033[I", "d"},  // what is no key in between
  };
  for (const auto& reads : ways) {
    bool detached = false;
    (void)typed("ctrl-],d", reads, detached);
    EXPECT_TRUE(detached) << testing::PrintToString(reads);
  }
  bool detached = false;
  EXPECT_EQ(typed("ctrl-p,ctrl-q", {"a\033[112;5u", "\033[113;5u"}, detached), "a");
  EXPECT_TRUE(detached);
  EXPECT_EQ(typed("ctrl-@,D", {"\033[50:64;6u", "\033[100;2u"}, detached), "");
  EXPECT_TRUE(detached);
}

TEST(DetachKeys, WhatIsWrittenOtherwiseReachesTheAgentAsItWas) {
  const std::vector<std::string> texts = {
      "\033",       "\033[",         "\033[A",          "\033O",
      "\033[93;7u", "\033[93;5ux",   "\033[93;3ud",     "\033[100;5u",
      "\033[93:u",  "\033[93;5:3ud", "\033[200~\r",     "\033]11;rgb:1/2/3\033\\",
      "\033[27;5u", "\033[1;5:3C",   "\033[93;5uu\033", "\033[93;5\x01ud",
  };
  for (const auto& text : texts) {
    bool detached = false;
    EXPECT_EQ(typed("ctrl-],d", {text}, detached), text) << testing::PrintToString(text);
    EXPECT_FALSE(detached) << testing::PrintToString(text);
  }
  bool detached = false;
  // Longer than any key: nothing is kept back for ever.
  const auto endless = "\033[" + std::string(100, '1');
  EXPECT_EQ(typed("ctrl-],d", {endless}, detached), endless);
}

TEST(DetachKeys, AreChecked) {
  EXPECT_EQ(DetachKeys::parse("ctrl-],d")->for_people(), "Ctrl-] d");
  EXPECT_EQ(DetachKeys::parse("ctrl-p,ctrl-q")->for_people(), "Ctrl-P Ctrl-Q");
  EXPECT_EQ(DetachKeys::parse("escape").error().code, Code::config);
  EXPECT_FALSE(DetachKeys::parse(""));
  EXPECT_EQ(DetachKeys::parse("d").error().code, Code::config);
  EXPECT_EQ(DetachKeys::parse("d,ctrl-]").error().code, Code::config);
}

}  // namespace
}  // namespace sandtray::session
