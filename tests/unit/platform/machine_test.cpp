// SPDX-License-Identifier: MIT
#include "platform/machine.h"

#include <gtest/gtest.h>

namespace sandtray::platform {
namespace {

TEST(Machine, IsLookedAt) {
  const auto machine = look_at_machine();
  EXPECT_GT(machine.memory, 64u << 20);
  EXPECT_GT(machine.available, 0u);
  EXPECT_LT(machine.available, machine.memory);
  EXPECT_GE(machine.processors, 1u);
}

}  // namespace
}  // namespace sandtray::platform
