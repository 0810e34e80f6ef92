// SPDX-License-Identifier: MIT
#include "app/row_edits.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace sandtray::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// One row for each letter; a capital is the same session with another state.
std::vector<SessionRow> rows(const std::string& letters) {
  std::vector<SessionRow> made;
  for (const char letter : letters) {
    SessionRow row;
    row.id = std::string(1, static_cast<char>(letter | 0x20));
    row.state = std::string(1, letter);
    made.push_back(std::move(row));
  }
  return made;
}

// "-1 +0a ~2B"
std::vector<std::string> steps(const std::string& from, const std::string& to) {
  std::vector<std::string> said;
  for (const auto& edit : row_edits(rows(from), rows(to))) {
    said.push_back("-+~"[edit.kind] + std::to_string(edit.at) + edit.row.state);
  }
  return said;
}

TEST(RowEdits, TouchNothingThatStays) {
  EXPECT_THAT(steps("", ""), IsEmpty());
  EXPECT_THAT(steps("abc", "abc"), IsEmpty());
  EXPECT_THAT(steps("abc", "aBc"), ElementsAre("~1B"));
  EXPECT_THAT(steps("abc", "xabc"), ElementsAre("+0x"));
  EXPECT_THAT(steps("abc", "abcx"), ElementsAre("+3x"));
  EXPECT_THAT(steps("abc", "ac"), ElementsAre("-1"));
  EXPECT_THAT(steps("", "ab"), ElementsAre("+0a", "+1b"));
}

TEST(RowEdits, ASessionThatEndsMovesAlone) {
  EXPECT_THAT(steps("abcd", "bcAd"), ElementsAre("-0", "+2A"));
}

// Every order of every choice of four sessions, from every other.
TEST(RowEdits, GiveWhatIsWanted) {
  std::vector<std::string> lists;
  for (int chosen = 0; chosen < 16; ++chosen) {
    std::string letters;
    for (int i = 0; i < 4; ++i) {
      if ((chosen >> i & 1) != 0) letters += static_cast<char>('a' + i);
    }
    do {
      lists.push_back(letters);
    } while (std::next_permutation(letters.begin(), letters.end()));
  }
  ASSERT_EQ(lists.size(), 65u);
  for (const auto& from : lists) {
    for (const auto& to : lists) {
      auto now = rows(from);
      for (const auto& edit : row_edits(now, rows(to))) {
        ASSERT_LE(edit.at, now.size());
        ASSERT_TRUE(edit.kind == RowEdit::insert || edit.at < now.size());
        carry_out(edit, now);
      }
      ASSERT_EQ(now, rows(to)) << from << " to " << to;
    }
  }
}

}  // namespace
}  // namespace sandtray::app
