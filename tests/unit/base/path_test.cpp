// SPDX-License-Identifier: MIT
#include "base/path.h"

#include <gtest/gtest.h>

namespace sandtray {
namespace {

TEST(PlainName, NamesSomethingInAFolder) {
  for (const auto* name : {"claude", "my-agent_2", "a.b", "two words", "\xc3\xa9", "R&D", "~"}) {
    EXPECT_TRUE(is_plain_name(name)) << name;
  }
}

TEST(PlainName, LeadsNowhereElseOnAnySystem) {
  for (const auto* name : {"", ".", "..", ".hidden", "a/b", "/a", "a\\b", "x\\..\\y", "..\\a",
                           "C:", "C:a", "a:stream", "a.", "a ", "a\nb", "a\x7f"}) {
    EXPECT_FALSE(is_plain_name(name)) << name;
  }
  EXPECT_FALSE(is_plain_name(std::string_view("a\0b", 3)));
}

}  // namespace
}  // namespace sandtray
