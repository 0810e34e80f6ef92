// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <memory>

#include "platform/machine.h"
#include "platform/process_usage.h"

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

TEST(ProcessUsage, CountsAProcessAndWhatIsBelowIt) {
  EXPECT_FALSE(usage_of_tree(0x3fffffff));
  const auto alone = usage_of_tree(getpid());
  ASSERT_TRUE(alone);
  EXPECT_GT(alone->memory_bytes, 0u);
  const int child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    // Pages of its own, and time.
    constexpr std::size_t pages = 64 << 20;
    const std::unique_ptr<volatile char[]> memory(new volatile char[pages]);
    for (std::size_t i = 0;; i = (i + 512) % pages) memory[i] = 1;
  }
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  const auto grown = [&] {
    const auto both = usage_of_tree(getpid());
    return both && both->cpu_ms > alone->cpu_ms &&
           both->memory_bytes > alone->memory_bytes + (60u << 20);
  };
  bool seen = false;
  while (!seen && std::chrono::steady_clock::now() < deadline) seen = grown();
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_TRUE(seen);
}

}  // namespace
}  // namespace sandtray::platform
