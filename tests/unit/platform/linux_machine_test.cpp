// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <sched.h>
#include <unistd.h>

#include "platform/machine.h"

namespace sandtray::platform {
namespace {

TEST(LinuxMachine, HasTheMemoryThatTheKernelTells) {
  const auto pages = static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES));
  EXPECT_EQ(look_at_machine().memory, pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)));
}

TEST(LinuxMachine, HasTheProcessorsThatThisProcessMayUse) {
  cpu_set_t before;
  ASSERT_EQ(sched_getaffinity(0, sizeof before, &before), 0);
  EXPECT_EQ(look_at_machine().processors, static_cast<unsigned>(CPU_COUNT(&before)));
  cpu_set_t one;
  CPU_ZERO(&one);
  for (int i = 0; CPU_COUNT(&one) == 0; ++i) {
    if (CPU_ISSET(i, &before)) CPU_SET(i, &one);
  }
  ASSERT_EQ(sched_setaffinity(0, sizeof one, &one), 0);
  EXPECT_EQ(look_at_machine().processors, 1u);
  ASSERT_EQ(sched_setaffinity(0, sizeof before, &before), 0);
}

}  // namespace
}  // namespace sandtray::platform
