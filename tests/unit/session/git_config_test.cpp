// SPDX-License-Identifier: MIT
#include "session/facts/git_config.h"

#include <gtest/gtest.h>

namespace sandtray::session {
namespace {

std::string name_in(const std::string& text) {
  return git_config_value(text, "user", "name");
}

TEST(GitConfig, ReadsAValueOfASection) {
  EXPECT_EQ(name_in("[core]\n\tname = no\n[user]\n\tname = Ada Lovelace\n"), "Ada Lovelace");
  EXPECT_EQ(name_in("[USER]\nNAME=Ada"), "Ada");
  EXPECT_EQ(name_in("[user] name = Ada\n"), "Ada");
  EXPECT_EQ(name_in(""), "");
  EXPECT_EQ(name_in("[user]\nemail = x\n"), "");
}

TEST(GitConfig, TheLastValueCounts) {
  EXPECT_EQ(name_in("[user]\nname = a\n[user]\nname = b\n"), "b");
}

TEST(GitConfig, UnderstandsQuotesEscapesAndComments) {
  EXPECT_EQ(name_in("[user]\nname = \"Ada # L\" ; the first\n"), "Ada # L");
  EXPECT_EQ(name_in("[user]\nname = \"say \\\"hi\\\"\\tnow\"\n"), "say \"hi\"\tnow");
  EXPECT_EQ(name_in("[user]\nname = Ada   # comment\n"), "Ada");
  EXPECT_EQ(name_in("; [user]\n# name = x\n[user]\nname = Ada \\\nL\n"), "Ada L");
}

TEST(GitConfig, ASubsectionIsAnotherSection) {
  EXPECT_EQ(name_in("[user \"x\"]\nname = no\n"), "");
}

TEST(GitConfig, NamesAllIncludes) {
  EXPECT_EQ(git_config_includes("\xEF\xBB\xBF[include]\npath = a\n[core]\npath = no\n"
                                "[includeIf \"gitdir:/x]/\"]\nPath = b\n[Include] path = c\n"),
            (std::vector<std::string>{"a", "b", "c"}));
}

TEST(GitConfig, KnowsWhichBlanksCount) {
  EXPECT_EQ(name_in("[user]\nname = \\\n  Ada\n"), "Ada");
  EXPECT_EQ(name_in("[user]\nname = Ada \\\n\n"), "Ada ");
  EXPECT_EQ(name_in("[user]\nname = Ada \"\" ; x\n"), "Ada ");
  EXPECT_EQ(name_in("[user]\nname = \" Ada\"  \n"), " Ada");
}

TEST(GitConfig, TakesTheEndsOfLinesOfWindows) {
  EXPECT_EQ(name_in("[user]\r\nname = Ada \r\n"), "Ada");
  EXPECT_EQ(name_in("[user]\r\nname = Ada \\\r\nL\r\n"), "Ada L");
  EXPECT_EQ(name_in("[user]\nname = \"Ada\\\r\nL\"\n"), "AdaL");
  EXPECT_EQ(git_config_includes("[include]\r\n\tpath = /a\\\r\nb\r\n"),
            std::vector<std::string>{"/ab"});
}

TEST(GitConfig, SurvivesAnythingElse) {
  for (const auto* text : {"[", "[user", "[user]", "[user]\nname", "[user]\nname =", "=", "\\",
                           "\"", "[user]\nname = \"", "[]\n=\n"}) {
    EXPECT_EQ(name_in(text), "") << text;
  }
}

}  // namespace
}  // namespace sandtray::session
