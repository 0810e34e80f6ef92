// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>

#include "platform/file.h"
#include "provision/lima/run.h"
#include "support/temp_dir.h"

namespace sandtray::provision {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;

class RunLimactl : public testing::Test {
 protected:
  // In the place of limactl: what it is told follows after four words.
  LimaTool tool(const std::string& script) {
    const auto program = folder_ / "limactl";
    EXPECT_TRUE(platform::write_file(program, "#!/bin/sh\nshift 3\n" + script, 0700));
    return {program, folder_.path(), folder_ / "vm", false};
  }

  test::TempDir folder_;
};

TEST_F(RunLimactl, HearsBothOutputsAndTheStatus) {
  const auto said =
      run_limactl(tool("echo \"$*\"; echo log >&2; exit 7\n"), {"list", "--json"}, seconds(30));
  ASSERT_TRUE(said) << said.error().message;
  EXPECT_EQ(said->out, "list --json\n");
  EXPECT_EQ(said->log, "log\n");
  EXPECT_EQ(said->code, 7);
  EXPECT_TRUE(said->in_time);
}

TEST_F(RunLimactl, HasTheHomeOfOurMachineAndAFolderToLeaveThingsIn) {
  const auto said = run_limactl(tool("echo \"$LIMA_HOME\"; pwd\n"), {}, seconds(30));
  EXPECT_EQ(said->out, folder_ / "vm" + "\n" + folder_.path() + "\n");
}

TEST_F(RunLimactl, OneThatTakesTooLongIsEndedWithAllThatItHasStarted) {
  const auto said = run_limactl(tool("sleep 1000 & echo $!; wait\n"), {}, milliseconds(400));
  ASSERT_TRUE(said);
  EXPECT_FALSE(said->in_time);
  // Killed, and reaped by whoever it belongs to now: it has no program any more in either case.
  const auto program = "/proc/" + said->out.substr(0, said->out.find('\n')) + "/exe";
  const auto deadline = std::chrono::steady_clock::now() + seconds(10);
  while (!platform::read_link(program).empty() && std::chrono::steady_clock::now() < deadline) {
  }
  EXPECT_EQ(platform::read_link(program), "");
}

TEST_F(RunLimactl, ATimeOutIsAnErrorThatSaysSo) {
  const auto said = ask_limactl(tool("sleep 1000\n"), {}, milliseconds(100), "cannot do it");
  ASSERT_FALSE(said);
  EXPECT_THAT(said.error().message, HasSubstr("cannot do it: limactl took longer"));
}

TEST_F(RunLimactl, WhatItLeavesBehindMayKeepItsOutputs) {
  const auto before = std::chrono::steady_clock::now();
  const auto said = run_limactl(tool("sleep 3 & echo done\n"), {}, seconds(30));
  EXPECT_EQ(said->out, "done\n");
  EXPECT_LT(std::chrono::steady_clock::now() - before, milliseconds(2900));
}

TEST_F(RunLimactl, MoreThanAMebibyteIsNotKept) {
  const auto said = run_limactl(tool("head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2\n"),
                                {}, seconds(30));
  EXPECT_EQ(said->code, 0);
  EXPECT_EQ(said->out.size(), 1u << 20);
  EXPECT_EQ(said->log.size(), 1u << 20);
}

TEST(LimaEnvironment, IsNotThatOfThePersonsOwnLima) {
  ::setenv("LIMA_INSTANCE", "mine", 1);
  ::setenv("SSH_AUTH_SOCK", "/keys", 1);
  LimaTool tool{"limactl", "/", "/vm", false};
  auto env = lima_environment(tool);
  EXPECT_EQ(env.count("LIMA_INSTANCE") + env.count("SSH_AUTH_SOCK"), 0u);
  EXPECT_EQ(env["LIMA_HOME"], "/vm");
  EXPECT_EQ(env.count("QEMU_SYSTEM_X86_64"), 0u);
  tool.emulation = true;
  EXPECT_THAT(lima_environment(tool)["QEMU_SYSTEM_X86_64"], HasSubstr("-accel tcg"));
  ::unsetenv("LIMA_INSTANCE");
  ::unsetenv("SSH_AUTH_SOCK");
}

}  // namespace
}  // namespace sandtray::provision
