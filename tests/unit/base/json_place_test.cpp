// SPDX-License-Identifier: MIT
#include "base/json_place.h"

#include <gtest/gtest.h>

namespace sandtray {
namespace {

constexpr auto document = R"({
  // a comment
  "a": 1, "b":
    "x",
  "list": [
    1,
    {"in": [true,
      3
    ]}, "last"
  ],
  "a/b": null
}
)";

TEST(LineOf, FindsWhereAPlaceStands) {
  EXPECT_EQ(line_of(document, "/a"), 3);
  EXPECT_EQ(line_of(document, "/b"), 3) << "its key";
  EXPECT_EQ(line_of(document, "/list"), 5);
  EXPECT_EQ(line_of(document, "/list/0"), 6);
  EXPECT_EQ(line_of(document, "/list/1"), 7);
  EXPECT_EQ(line_of(document, "/list/1/in"), 7);
  EXPECT_EQ(line_of(document, "/list/1/in/0"), 7);
  EXPECT_EQ(line_of(document, "/list/1/in/1"), 8) << "before the line feed that ends it";
  EXPECT_EQ(line_of(document, "/list/2"), 9);
  EXPECT_EQ(line_of(document, "/a/b"), 11);
}

TEST(LineOf, IsNoneForWhatIsNotThere) {
  for (const auto* place : {"", "/", "/c", "/list/3", "/list/1/0", "/b/0"}) {
    EXPECT_EQ(line_of(document, place), 0) << place;
  }
  EXPECT_EQ(line_of("", "/a"), 0);
  EXPECT_EQ(line_of("{\"a\"", "/b"), 0);
  EXPECT_EQ(line_of("[\"\xff\"]", "/1"), 0);
}

}  // namespace
}  // namespace sandtray
