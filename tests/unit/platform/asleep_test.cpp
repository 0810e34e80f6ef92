// SPDX-License-Identifier: MIT
#include "platform/asleep.h"

#include <gtest/gtest.h>

namespace sandtray::platform {
namespace {

TEST(Asleep, StandsStillWhileTheMachineIsAwake) {
  const auto first = seconds_asleep();
  EXPECT_GE(first, 0);
  EXPECT_LE(seconds_asleep() - first, 1);
}

}  // namespace
}  // namespace sandtray::platform
