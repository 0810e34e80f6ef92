// SPDX-License-Identifier: MIT
#include "provision/lima/memory.h"

#include <gtest/gtest.h>

namespace sandtray::provision {
namespace {

TEST(VmMemory, IsWhatIsNotAvailable) {
  EXPECT_EQ(used_memory("MemTotal:        1000 kB\nMemFree:   100 kB\nMemAvailable:     600 kB\n"),
            400U * 1024);
}

// An agent may have a hand in it.
TEST(VmMemory, NonsenseIsNotTold) {
  for (const auto* text : {"", "MemTotal: 1000 kB\n", "MemTotal: 1 kB\nMemAvailable: 2 kB\n",
                           "MemTotal: kB\nMemAvailable: 2 kB\n",
                           "MemTotal: 99999999999999999999 kB\nMemAvailable: 2 kB\n", "\x1b[2J"}) {
    EXPECT_FALSE(used_memory(text)) << text;
  }
}

}  // namespace
}  // namespace sandtray::provision
