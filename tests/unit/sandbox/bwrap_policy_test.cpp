// SPDX-License-Identifier: MIT
// A launch reads the policy without its schema: what is missing or of another kind is an error.
#include "sandbox/bwrap_policy.h"

#include <gtest/gtest.h>

#include "platform/file.h"

namespace sandtray::sandbox {
namespace {

Json shipped() {
  const auto text = platform::read_file(SANDTRAY_SOURCE_DIR "/common/data/policies/bwrap.json");
  return Json::parse(text.value());
}

TEST(BwrapPolicy, TheShippedOneIsRead) {
  const auto policy = bwrap_policy_from_json(shipped());
  ASSERT_TRUE(policy);
  EXPECT_FALSE(policy->system.empty());
  EXPECT_FALSE(policy->never_shown.empty());
}

TEST(BwrapPolicy, EveryKeyIsNeededAndHasItsKind) {
  const auto whole = shipped();
  for (const auto& [key, value] : whole.items()) {
    if (key == "$schema") continue;
    for (const auto& wrong : {Json(), Json(7), Json::array({7})}) {
      auto policy = whole;
      policy[key] = wrong;
      EXPECT_FALSE(bwrap_policy_from_json(policy)) << key << " " << wrong;
    }
    auto policy = whole;
    policy.erase(key);
    const auto read = bwrap_policy_from_json(policy);
    ASSERT_FALSE(read) << key;
    EXPECT_EQ(read.error().code, Code::config);
  }
  EXPECT_FALSE(bwrap_policy_from_json(Json::array()));
}

}  // namespace
}  // namespace sandtray::sandbox
