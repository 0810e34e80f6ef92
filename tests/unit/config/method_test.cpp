// SPDX-License-Identifier: MIT
// What a method says of mounts is whole, or the method is not taken.
#include "config/method.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/system_name.h"

namespace sandtray::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class MethodMounts : public testing::Test {
 protected:
  static Json method(const Json& wrapper, const Json& words) {
    return {{"name", "mine"}, {"wrapper", wrapper}, {"words", words}};
  }
  static std::string refusal(const Json& json) {
    const auto read = method_from_json(json, "mine.json");
    if (read) return "";
    EXPECT_EQ(read.error().code, Code::config);
    EXPECT_NE(read.error().hint, "");
    return read.error().message;
  }

  const Json read_only = {"--ro", "{source}:{path}"};
  const Json writable = {"--rw", "{source}:{path}"};
};

TEST_F(MethodMounts, AreWordsForEachKind) {
  const auto read =
      method_from_json(method({"wrap", "{mounts}", "{command}"},
                              {{"mount_read_only", read_only}, {"mount_writable", writable}}),
                       "mine.json");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_THAT(read->wrapper.mount_read_only, ElementsAre("--ro", "{source}:{path}"));
  EXPECT_THAT(read->wrapper.mount_writable, ElementsAre("--rw", "{source}:{path}"));
}

// A command line that takes the place of a template's keeps the template's words.
TEST_F(MethodMounts, WordsThatAreNotUsedAreNoMistake) {
  EXPECT_EQ(
      refusal(method({"wrap"}, {{"mount_read_only", read_only}, {"mount_writable", writable}})),
      "");
}

TEST_F(MethodMounts, ByHalvesAreRefused) {
  const Json both = {{"mount_read_only", read_only}, {"mount_writable", writable}};
  auto checked = method({"wrap"}, both);
  checked["check"] = {"wrap", "{mounts}"};
  const struct {
    Json json;
    std::string reason;
  } cases[] = {
      {method({"wrap", "{mounts}"}, {{"mount_read_only", read_only}}),
       "mount_read_only without mount_writable"},
      {method({"wrap", "{mounts}"}, {{"mount_writable", writable}}),
       "mount_writable without mount_read_only"},
      {method({"wrap", "{mounts}"}, Json::object()), "does not say what it stands for"},
      {method({"wrap", "{mounts}", "{mounts}"}, both), "only once"},
      {method({"wrap", "--all={mounts}"}, both), "only a word of its own can be {mounts}"},
      {method({"wrap", "{source}"}, both), "there is no {source}"},
      {method({"wrap", "{path}"}, both), "there is no {path}"},
      {method({"wrap", "{mounts}"},
              {{"mount_read_only", read_only}, {"mount_writable", {"{path}"}}}),
       "do not name {source}"},
      {method({"wrap", "{mounts}"}, {{"mount_read_only", writable}, {"mount_writable", writable}}),
       "the same words"},
      {method({"wrap", "{mounts}"},
              {{"mount_read_only", {"{source}", "{mounts}"}}, {"mount_writable", writable}}),
       "cannot stand in \"words\""},
      {method({"wrap", "{mounts}"},
              {{"mount_read_only", {"{source}{oops}"}}, {"mount_writable", writable}}),
       "there is no {oops}"},
      {method({"wrap", "{terminal}"}, {{"terminal", {"{source}"}}}), "there is no {source}"},
      {checked, "only in \"wrapper\""},
  };
  for (const auto& [json, reason] : cases) {
    EXPECT_THAT(refusal(json), HasSubstr(reason)) << json;
  }
}

TEST(MethodPromises, AreThoseOfTheSystemsOnWhichTheyWereTried) {
  const std::string here = platform::system_name;
  Json method = {{"name", "mine"}, {"withstands", {"sockets", "privilege"}}};
  EXPECT_THAT(method_from_json(method, "").value().withstands, ElementsAre("sockets", "privilege"));
  method["tried_on"] = {here == "linux" ? "macos" : "linux", here};
  EXPECT_THAT(method_from_json(method, "").value().withstands, ElementsAre("sockets", "privilege"));
  method["tried_on"] = {here == "linux" ? "macos" : "linux"};
  EXPECT_THAT(method_from_json(method, "").value().withstands, IsEmpty());
}

}  // namespace
}  // namespace sandtray::config
