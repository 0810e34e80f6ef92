// SPDX-License-Identifier: MIT
// No process outlives its session, whoever is killed and however it tries to get away.
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "session/filenames.h"
#include "support/session_host.h"

namespace sandtray::test {
namespace {

using session::State;

// A plain child, one in a session of its own, and a double fork, none of which listens to HUP, INT
// or TERM. Says "up" when all are there.
constexpr auto escapers =
    "trap '' HUP TERM INT; sleep 1000 & setsid nohup sleep 1000 >/dev/null 2>&1 & "
    "(setsid sh -c 'sleep 1000 & echo $! >pid; sleep 1000' >/dev/null 2>&1 &); "
    "while [ ! -s pid ]; do sleep 0.01; done; echo up; ";

platform::ProcessId keeper_of(const SessionHost& host) {
  for (const auto& item : platform::descendants(host.pid())) {
    std::ifstream file("/proc/" + std::to_string(item.key.pid) + "/comm");
    std::string name;
    if (std::getline(file, name) && name == "sandtray-keeper") return item.key.pid;
  }
  return 0;
}

class HostTree : public testing::Test {
 protected:
  void start(const std::string& script) {
    host_.run_shell(script);
    ASSERT_TRUE(host_.start());
    client_ = std::make_unique<HostClient>(host_.socket());
    client_->attach();
    ASSERT_TRUE(client_->read_until_output("up"));
  }

  SessionHost host_;
  std::unique_ptr<HostClient> client_;
};

TEST_F(HostTree, NothingIsLeftWhenTheAgentEnds) {
  start(std::string(escapers) + "exit 5");
  ASSERT_TRUE(host_.wait_for_end());
  EXPECT_TRUE(nothing_runs(std::chrono::milliseconds(0))) << "gone before the host was";
  EXPECT_EQ(host_.events().back().exit_code, 5);
}

TEST_F(HostTree, AStopKillsWhatIgnoresItAfterTheGrace) {
  start(std::string(escapers) + "while :; do sleep 1000; done");
  const auto before = platform::Clock::now();
  client_->stop(300);
  ASSERT_TRUE(host_.wait_for_end());
  EXPECT_LT(platform::Clock::now() - before, std::chrono::seconds(5));
  EXPECT_GE(platform::Clock::now() - before, std::chrono::milliseconds(300));
  EXPECT_EQ(host_.events().back().kind, "stopped");
  EXPECT_EQ(host_.events().back().exit_code, 128 + SIGKILL);
  EXPECT_TRUE(nothing_runs(std::chrono::milliseconds(0)));
}

TEST_F(HostTree, AnAgentThatListensMayTidyUpFirst) {
  start("trap 'echo bye; exit 9' TERM; echo up; while :; do sleep 0.05; done");
  client_->stop(20'000);
  ASSERT_TRUE(client_->read_to_end());
  EXPECT_NE(client_->talk().output.find("bye"), std::string::npos);
  EXPECT_EQ(client_->talk().events.back().exit_code, 9);
  EXPECT_EQ(client_->talk().events.back().kind, "stopped");
}

TEST_F(HostTree, AnInteractiveShellEndsBeforeTheGrace) {
  host_.plan.main = {"/bin/bash", "--norc", "-i"};
  host_.plan.env["PS1"] = "up$ ";
  ASSERT_TRUE(host_.start());
  client_ = std::make_unique<HostClient>(host_.socket());
  client_->attach();
  ASSERT_TRUE(client_->read_until_output("up$"));
  const auto before = platform::Clock::now();
  client_->stop(20'000);
  ASSERT_TRUE(host_.wait_for_end());
  EXPECT_LT(platform::Clock::now() - before, std::chrono::seconds(8));
}

TEST_F(HostTree, ASecondStopMayShortenTheGrace) {
  start("trap '' TERM HUP; echo up; while :; do sleep 1000; done");
  client_->stop(100'000);
  client_->stop(100);
  ASSERT_TRUE(host_.wait_for_end(std::chrono::seconds(8)));
}

TEST_F(HostTree, AStopSparesTheWrapperSoThatItPassesTheStatusOn) {
  // The wrapper would end with 1 if it were signalled itself.
  host_.plan.wrapper_levels = 1;
  start(
      "trap 'exit 1' TERM; sh -c 'trap \"exit 7\" TERM; echo up; while :; do sleep 0.05; done'; "
      "exit $?");
  client_->stop(20'000);
  ASSERT_TRUE(host_.wait_for_end());
  EXPECT_EQ(host_.events().back().exit_code, 7);
}

TEST_F(HostTree, AWrapperThatBecameTheAgentIsStoppedAllTheSame) {
  host_.plan.wrapper_levels = 2;
  start("trap 'exit 8' TERM; echo up; while :; do sleep 0.05; done");
  client_->stop(20'000);
  ASSERT_TRUE(host_.wait_for_end());
  EXPECT_EQ(host_.events().back().exit_code, 8);
}

class HostKeeper : public HostTree {};

TEST_F(HostKeeper, EndsEverythingWhenTheHostIsKilled) {
  start(std::string(escapers) + "exec sleep 1000");
  ASSERT_TRUE(host_.lock_is_held());
  host_.kill_host(SIGKILL);
  EXPECT_FALSE(host_.lock_is_held()) << "the keeper must not keep the lock";
  EXPECT_TRUE(nothing_runs());
  EXPECT_EQ(host_.events().back().type, "started") << "nobody is left to tell";
}

TEST_F(HostKeeper, EndsEverythingWhenTheHostIsKilledWhileItEndsEverything) {
  start(std::string(escapers) + "exec sleep 1000");
  // As far as a host comes that is killed in between: what is to be killed has been stopped.
  for (const auto& item : platform::descendants(host_.pid())) send_signal(item.key, SIGSTOP);
  host_.kill_host(SIGKILL);
  EXPECT_TRUE(nothing_runs());
}

TEST_F(HostKeeper, EndsASandboxWhoseHostIsKilledAtItsLaunch) {
  // bwrap binds the sandbox to itself some time after its start: killed before, it leaves it
  // behind.
  const auto bwrap = platform::find_executable("bwrap");
  if (bwrap.empty()) GTEST_SKIP() << "bwrap is not installed";
  for (int round = 0; round < 20; ++round) {
    SessionHost host;
    host.plan.main = {bwrap,
                      "--unshare-pid",
                      "--die-with-parent",
                      "--dev-bind",
                      "/",
                      "/",
                      "--proc",
                      "/proc",
                      "/bin/sh",
                      "-c",
                      "exec sleep 1000"};
    ASSERT_TRUE(host.start());
    const auto moment = platform::Clock::now() + std::chrono::microseconds(round * 200);
    while (platform::Clock::now() < moment) {
    }
    host.kill_host(SIGKILL);
    ASSERT_TRUE(nothing_runs()) << "round " << round;
  }
}

TEST_F(HostKeeper, WhenItIsKilledTheHostCleansUpAndSaysSo) {
  start(std::string(escapers) + "exec sleep 1000");
  const auto keeper = keeper_of(host_);
  ASSERT_NE(keeper, 0);
  kill(keeper, SIGKILL);
  ASSERT_TRUE(host_.wait_for_end());
  EXPECT_TRUE(nothing_runs(std::chrono::milliseconds(0)));
  EXPECT_EQ(host_.events().back().state, State::failed);
  EXPECT_EQ(host_.events().back().kind, "host");
}

TEST_F(HostKeeper, IgnoresTheSignalsThatAreMeantForTheAgent) {
  start("echo up; exec sleep 1000");
  const auto keeper = keeper_of(host_);
  ASSERT_NE(keeper, 0);
  for (const int number : {SIGTERM, SIGHUP, SIGINT, SIGUSR1}) kill(keeper, number);
  client_->stop(10'000);
  ASSERT_TRUE(host_.wait_for_end());
  EXPECT_EQ(host_.events().back().exit_code, 128 + SIGTERM);
}

TEST(HostPid, AReusedNumberInThePidFileDoesNotMatter) {
  // The file names a living process of somebody else; only the lock says whether there is a host.
  SessionHost host;
  ASSERT_TRUE(platform::write_file(host.file(session::filename::pid), std::to_string(getpid())));
  host.run_shell("exit 0");
  ASSERT_TRUE(host.start());
  ASSERT_TRUE(host.wait_for_end());
  EXPECT_EQ(host.events().back().exit_code, 0);
  EXPECT_FALSE(host.lock_is_held());
}

}  // namespace
}  // namespace sandtray::test
