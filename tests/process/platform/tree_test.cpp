// SPDX-License-Identifier: MIT
#include "platform/tree.h"

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>

#include "platform/loop.h"
#include "support/temp_dir.h"

namespace sandtray::platform {
namespace {

// Starts a script and returns once it has written `ready` on its output.
ProcessId start(const std::string& script) {
  auto [in, out] = std::move(*make_pipe());
  SpawnOptions options;
  options.argv = {"/bin/sh", "-c", script};
  options.env = {{"PATH", "/usr/bin:/bin"}};
  options.output = out.get();
  const auto pid = spawn(options);
  EXPECT_TRUE(pid);
  out.reset();
  std::string seen;
  char byte = 0;
  while (seen.find("ready") == std::string::npos &&
         read_some(in.get(), &byte, 1).state == IoState::ok) {
    seen += byte;
  }
  return pid.value_or(0);
}

TEST(Tree, ListsGenerationsParentsFirst) {
  const auto pid = start("sh -c 'sleep 60 >/dev/null & echo ready; wait' & wait");
  const auto all = descendants(getpid());
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].key.pid, pid);
  EXPECT_EQ(all[0].level, 1);
  EXPECT_EQ(all[1].level, 2);
  EXPECT_EQ(all[2].level, 3);
  EXPECT_TRUE(become_subreaper());
  EXPECT_TRUE(kill_all_descendants(std::chrono::seconds(5)));
}

TEST(Tree, ASubreaperGetsEveryEscapedProcess) {
  ASSERT_TRUE(become_subreaper());
  // A plain child, one in a session of its own, a double fork, and all of them ignore what can be
  // ignored.
  start(
      "trap '' HUP TERM INT; sleep 600 & setsid nohup sleep 600 >/dev/null & "
      "(setsid sh -c 'sleep 600 & sleep 600' >/dev/null &) ; echo ready; exec sleep 600");
  ASSERT_GE(descendants(getpid()).size(), 4u);
  int reaped = 0;
  EXPECT_TRUE(kill_all_descendants(std::chrono::seconds(5), [&](const Ended&) { ++reaped; }));
  EXPECT_GE(reaped, 4);
  EXPECT_TRUE(descendants(getpid()).empty());
  prctl(PR_SET_CHILD_SUBREAPER, 0);
}

TEST(Tree, AForkingProcessDoesNotOutrunTheKill) {
  ASSERT_TRUE(become_subreaper());
  start("f() { (sleep 0.01; f) & (sleep 600) & }; f; f; echo ready; wait");
  EXPECT_TRUE(kill_all_descendants(std::chrono::seconds(10)));
  EXPECT_TRUE(descendants(getpid()).empty());
  prctl(PR_SET_CHILD_SUBREAPER, 0);
}

TEST(Tree, AKeyOfAnEarlierProcessReachesNobody) {
  const auto pid = start("echo ready; exec sleep 600");
  const ProcessKey right = key_of(pid);
  const ProcessKey reused{pid, right.start - 1};
  EXPECT_TRUE(is_alive(right));
  EXPECT_FALSE(is_alive(reused));
  EXPECT_FALSE(send_signal(reused, SIGKILL));
  EXPECT_TRUE(is_alive(right));
  EXPECT_TRUE(send_signal(right, SIGKILL));
  EXPECT_EQ(wait_for(pid).signal, SIGKILL);
  EXPECT_FALSE(is_alive(right));
}

TEST(Tree, AChildDiesWithItsParent) {
  ASSERT_TRUE(become_subreaper());
  auto [in, out] = std::move(*make_pipe());
  const pid_t parent = fork();
  if (parent == 0) {
    SpawnOptions options;
    options.argv = {"/bin/sleep", "600"};
    options.inherited = {{out.get(), 5}};
    options.die_with_parent = true;
    _exit(spawn(options) ? 0 : 1);
  }
  out.reset();
  EXPECT_EQ(wait_for(parent).code, 0);
  char byte = 0;
  EXPECT_EQ(read_some(in.get(), &byte, 1).state, IoState::closed) << "its descriptor is closed";
  EXPECT_TRUE(kill_all_descendants(std::chrono::seconds(5)));
  prctl(PR_SET_CHILD_SUBREAPER, 0);
}

}  // namespace
}  // namespace sandtray::platform
