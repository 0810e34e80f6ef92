// SPDX-License-Identifier: MIT
#include "config/schema.h"

#include <gmock/gmock.h>

namespace sandtray::config {
namespace {

using ::testing::HasSubstr;

std::string problem(const char* value, const char* schema) {
  const auto result = check_schema(Json::parse(value), Json::parse(schema), "f.json");
  return result ? "" : result.error().message;
}

TEST(Schema, AcceptsWhatFits) {
  const auto* schema = R"({"type":"object","required":["a"],"additionalProperties":false,
    "properties":{"a":{"$ref":"#/$defs/word"},"b":{"type":"array","items":{"type":"integer","minimum":1}}},
    "$defs":{"word":{"type":"string","pattern":"^[a-z]+$"}}})";
  EXPECT_EQ(problem(R"({"a":"x","b":[1,2]})", schema), "");
  EXPECT_EQ(problem(R"({"a":"X"})", schema), "f.json: /a does not have the form ^[a-z]+$");
  EXPECT_EQ(problem(R"({"a":"x","b":[1,0]})", schema), "f.json: /b/1 must be at least 1");
  EXPECT_EQ(problem(R"({"a":"x","c":1})", schema), "f.json: /c is not a known key");
  EXPECT_EQ(problem(R"({})", schema), "f.json: the top level lacks \"a\"");
}

TEST(Schema, ChecksEveryKeywordItKnows) {
  EXPECT_EQ(problem("1", R"({"type":"string"})"), "f.json: the top level must be of type string");
  EXPECT_EQ(problem("\"x\"", R"({"enum":["a","b"]})"),
            "f.json: the top level must be one of [\"a\",\"b\"]");
  EXPECT_EQ(problem("2", R"({"const":1})"), "f.json: the top level must be 1");
  EXPECT_EQ(problem("\"\"", R"({"minLength":1})"), "f.json: the top level must not be empty");
  EXPECT_EQ(problem("\"abc\"", R"({"maxLength":2})"), "f.json: the top level is too long");
  EXPECT_EQ(problem("3", R"({"maximum":2})"), "f.json: the top level must be at most 2");
  EXPECT_EQ(problem("[]", R"({"minItems":1})"), "f.json: the top level has too few items");
  EXPECT_EQ(problem("1", R"({"anyOf":[{"type":"string"},{"type":"null"}]})"),
            "f.json: the top level must be of type string, or must be of type null");
  EXPECT_EQ(problem("[1]", R"({"anyOf":[{"type":"null"},{"items":{"type":"string"}}]})"),
            "f.json: /0 must be of type string");
  EXPECT_EQ(problem(R"({"x-1":1})", R"({"patternProperties":{"^x-":{"type":"string"}}})"),
            "f.json: /x-1 must be of type string");
}

TEST(Schema, RefusesARuleItDoesNotKnow) {
  EXPECT_THAT(problem("1", R"({"multipleOf":2})"), HasSubstr("unknown keyword \"multipleOf\""));
  EXPECT_THAT(problem("\"a\"", R"({"pattern":"("})"), HasSubstr("malformed pattern"));
}

}  // namespace
}  // namespace sandtray::config
