// SPDX-License-Identifier: MIT
// What the filter does is shown by tests/escape; here, that a policy becomes a program or an error.
#include "platform/seccomp.h"

#include <gtest/gtest.h>

namespace sandtray::platform {
namespace {

Json policy() {
  return Json::parse(R"({
    "socket_families": {"AF_UNIX": 1, "AF_INET": 2},
    "denied_ioctls": {"TIOCSTI": 21522},
    "denied_calls": ["ptrace", "a_call_of_the_future"],
    "missing_calls": ["io_uring_setup"],
    "namespace_calls": ["mount", "setns"]
  })");
}

TEST(Seccomp, APolicyBecomesWholeInstructions) {
  const auto program = seccomp_program(policy());
  ASSERT_TRUE(program) << program.error().message;
  EXPECT_GT(program->size(), 80u);
  EXPECT_EQ(program->size() % 8, 0u);
  EXPECT_EQ(*program, seccomp_program(policy()).value());
}

TEST(Seccomp, ASandboxInsideMeansFewerRules) {
  auto nested = policy();
  nested["nested_namespaces"] = true;
  EXPECT_LT(seccomp_program(nested)->size(), seccomp_program(policy())->size());
}

TEST(Seccomp, AnIncompletePolicyIsRefused) {
  for (const auto* key :
       {"socket_families", "denied_ioctls", "denied_calls", "missing_calls", "namespace_calls"}) {
    auto incomplete = policy();
    incomplete.erase(key);
    const auto program = seccomp_program(incomplete);
    ASSERT_FALSE(program) << key;
    EXPECT_EQ(program.error().code, Code::config);
  }
  auto none = policy();
  none["socket_families"] = Json::object();
  EXPECT_FALSE(seccomp_program(none));
}

}  // namespace
}  // namespace sandtray::platform
