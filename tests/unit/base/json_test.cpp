// SPDX-License-Identifier: MIT
#include "base/json.h"

#include <gtest/gtest.h>

#include "base/clock.h"

namespace sandtray {
namespace {

TEST(ParseJson, AllowsCommentsAndNamesTheLineOfAnError) {
  EXPECT_EQ(parse_json("{ // note\n \"a\": 1 }", "f")->at("a"), 1);
  const auto bad = parse_json("{\n  \"a\": ]\n}", "config.json");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().code, Code::config);
  EXPECT_EQ(bad.error().message, "config.json:2:8: not valid JSON");
}

TEST(ParseJson, ANumberThatNothingHoldsIsAnErrorAndNothingThrown) {
  for (const auto* text : {"1e999", "[-1e999]", R"({"a": 2222222222222222222222e2222})"}) {
    const auto huge = parse_json(text, "hook");
    ASSERT_FALSE(huge) << text;
    EXPECT_EQ(huge.error().message, "hook: not valid JSON: a number in it is too large");
  }
}

TEST(ParseJson, RefusesWhatIsNestedTooDeepToBeWalked) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(parse_json(nested(500), "hook"));
  for (const auto depth : {std::size_t{600}, std::size_t{5'000'000}}) {
    const auto deep = parse_json(nested(depth), "hook");
    ASSERT_FALSE(deep) << depth;
    EXPECT_EQ(deep.error().message, "hook: more than 500 lists and objects stand in one another");
  }
}

TEST(DumpJson, ReplacesInvalidUtf8) {
  EXPECT_EQ(dump_json("a\xff"), "\"a\xef\xbf\xbd\"");
}

TEST(Time, RoundTrips) {
  EXPECT_EQ(format_time(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(parse_time("2026-11-23T08:48:04.123Z"), 1795423684123);
  EXPECT_EQ(format_time(1795423684123), "2026-11-23T08:48:04.123Z");
  EXPECT_EQ(parse_time("2026-13-23T08:48:04.123Z"), -1);
  EXPECT_EQ(parse_time("yesterday"), -1);
}

}  // namespace
}  // namespace sandtray
