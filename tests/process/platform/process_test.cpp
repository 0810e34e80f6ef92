// SPDX-License-Identifier: MIT
#include "platform/process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <sstream>

#include "platform/loop.h"
#include "platform/pty.h"
#include "platform/run_and_read.h"
#include "platform/tree.h"
#include "support/temp_dir.h"

namespace sandtray::platform {
namespace {

using std::chrono::seconds;

// What the program writes, until it lets go of its output.
std::string output_of(SpawnOptions options, Ended* ended = nullptr) {
  auto [in, out] = std::move(*make_pipe());
  options.output = out.get();
  const auto pid = spawn(options);
  out.reset();
  if (!pid) return "ERROR " + pid.error().message;
  std::string all;
  char buffer[512];
  while (true) {
    const Io io = read_some(in.get(), buffer, sizeof buffer);
    if (io.state != IoState::ok) break;
    all.append(buffer, io.bytes);
  }
  if (!options.detached) {
    const Ended how = wait_for(*pid);
    if (ended != nullptr) *ended = how;
  }
  return all;
}

SpawnOptions shell(const std::string& script) {
  SpawnOptions options;
  options.argv = {"/bin/sh", "-c", script};
  options.env = {{"PATH", "/usr/bin:/bin"}};
  return options;
}

TEST(Process, AMissingProgramIsAnErrorNotAChild) {
  for (const auto* name : {"/no/such/program", "sandtray-no-such-program"}) {
    SpawnOptions options;
    options.argv = {name};
    const auto pid = spawn(options);
    ASSERT_FALSE(pid);
    EXPECT_EQ(pid.error().code, Code::unavailable);
    EXPECT_NE(pid.error().message.find(name), std::string::npos);
    EXPECT_FALSE(reap()) << "no child may be left";
  }
}

TEST(Process, AFileThatCannotRunSaysWhy) {
  test::TempDir folder;
  ASSERT_TRUE(write_file(folder / "plain", "text", 0600));
  ASSERT_TRUE(write_file(folder / "broken", "#!/no/such/interpreter\n", 0700));
  SpawnOptions options;
  options.argv = {folder / "plain"};
  auto pid = spawn(options);
  ASSERT_FALSE(pid);
  EXPECT_NE(pid.error().message.find("Permission denied"), std::string::npos);
  options.argv = {folder / "broken"};
  pid = spawn(options);
  ASSERT_FALSE(pid);
  EXPECT_NE(pid.error().hint.find("interpreter"), std::string::npos);
  options = shell("true");
  options.folder = folder / "missing";
  pid = spawn(options);
  ASSERT_FALSE(pid);
  EXPECT_NE(pid.error().message.find("cannot enter the folder"), std::string::npos);
}

TEST(Process, ExitCodesAndSignalsAreReported) {
  Ended ended{};
  output_of(shell("exit 42"), &ended);
  EXPECT_EQ(ended.code, 42);
  EXPECT_EQ(ended.signal, 0);
  output_of(shell("kill -TERM $$"), &ended);
  EXPECT_EQ(ended.code, 128 + SIGTERM);
  EXPECT_EQ(ended.signal, SIGTERM);
}

TEST(Process, TheChildSeesOnlyTheGivenEnvironment) {
  setenv("SANDTRAY_TEST_SECRET", "x", 1);
  SpawnOptions options;
  options.argv = {"/usr/bin/env"};
  options.env = {{"A", "1"}, {"B", "two words"}};
  EXPECT_EQ(output_of(options), "A=1\nB=two words\n");
  unsetenv("SANDTRAY_TEST_SECRET");
}

TEST(Process, TheChildGetsOnlyTheGivenDescriptors) {
  test::TempDir folder;
  ASSERT_TRUE(write_file(folder / "f", "content"));
  const int opened = open((folder / "f").c_str(), O_RDONLY);
  const int leaked = fcntl(opened, F_DUPFD, 40);  // not close-on-exec
  close(opened);
  OwnedHandle wanted(open((folder / "f").c_str(), O_RDONLY | O_CLOEXEC));
  auto options = shell("cat <&7; for f in /proc/self/fd/*; do echo ${f##*/}; done | tr '\\n' ' '");
  options.inherited = {{wanted.get(), 7}};
  const auto seen = output_of(options);
  close(leaked);
  EXPECT_EQ(seen.substr(0, 7), "content");
  EXPECT_NE(seen.find(" 7 "), std::string::npos) << seen;
  EXPECT_EQ(seen.find(" " + std::to_string(leaked) + " "), std::string::npos) << seen;
}

TEST(Process, InheritedNumbersMayCrossEachOther) {
  test::TempDir folder;
  ASSERT_TRUE(write_file(folder / "a", "A"));
  ASSERT_TRUE(write_file(folder / "b", "B"));
  OwnedHandle a(fcntl(open((folder / "a").c_str(), O_RDONLY), F_DUPFD_CLOEXEC, 50));
  OwnedHandle b(fcntl(open((folder / "b").c_str(), O_RDONLY), F_DUPFD_CLOEXEC, a.get() + 1));
  auto options = shell("cat /proc/self/fd/" + std::to_string(a.get()) + " /proc/self/fd/" +
                       std::to_string(b.get()));
  options.inherited = {{a.get(), b.get()}, {b.get(), a.get()}};
  EXPECT_EQ(output_of(options), "BA");
}

TEST(Process, IgnoredAndBlockedSignalsAreNotInherited) {
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t blocked;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTERM);
  sigprocmask(SIG_BLOCK, &blocked, nullptr);
  const auto seen = output_of(shell("grep -E 'Sig(Blk|Ign)' /proc/self/status"));
  sigprocmask(SIG_UNBLOCK, &blocked, nullptr);
  EXPECT_EQ(seen, "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
}

TEST(Process, ADetachedOneIsNobodysChildAndInASessionOfItsOwn) {
  auto options =
      shell("read -r _ _ _ parent _ session _ </proc/self/stat; echo $$ $parent $session");
  options.detached = true;
  std::istringstream words(output_of(options));
  int pid = 0, parent = 0, session = 0;
  words >> pid >> parent >> session;
  EXPECT_GT(pid, 0);
  EXPECT_NE(parent, getpid());
  EXPECT_NE(session, getsid(0));
  EXPECT_FALSE(reap());
}

TEST(RunAndRead, GivesBothOutputsAndTheStatus) {
  const auto said = run_and_read({"sh", "-c", "echo out; echo err >&2; exit 3"}, seconds(20));
  ASSERT_TRUE(said);
  EXPECT_TRUE(said->in_time);
  EXPECT_EQ(said->code, 3);
  EXPECT_EQ(said->text, "out\nerr\n");
}

// As one whose first question starts its server.
TEST(RunAndRead, DoesNotWaitForWhatKeepsTheOutputs) {
  const auto before = Clock::now();
  const auto said = run_and_read({"sh", "-c", "sleep 10 & echo $!"}, seconds(20));
  ASSERT_TRUE(said);
  EXPECT_TRUE(said->in_time);
  EXPECT_LT(Clock::now() - before, seconds(5));
  send_signal(std::stoi(said->text), SIGKILL);
}

TEST(RunAndRead, WaitsForTheEndOfOneThatHasClosedItsOutputs) {
  const auto said = run_and_read({"sh", "-c", "exec >&- 2>&-; sleep 0.2; exit 4"}, seconds(20));
  ASSERT_TRUE(said);
  EXPECT_EQ(said->code, 4);
  EXPECT_EQ(said->text, "");
}

TEST(RunAndRead, EndsOneThatTakesTooLong) {
  const auto said =
      run_and_read({"sh", "-c", "echo begun; exec sleep 100"}, std::chrono::milliseconds(300));
  ASSERT_TRUE(said);
  EXPECT_FALSE(said->in_time);
  EXPECT_EQ(said->text, "begun\n");
}

TEST(Pty, IsTheControllingTerminalAndHasTheSize) {
  auto pty = open_pty({33, 101});
  ASSERT_TRUE(pty) << pty.error().message;
  auto options = shell("stty size </dev/tty; ps -o tty= -p $$ >/dev/null && echo ok");
  options.input = options.output = options.error = options.terminal = pty->slave.get();
  const auto pid = spawn(options);
  ASSERT_TRUE(pid) << pid.error().message;
  pty->slave.reset();
  ASSERT_TRUE(set_blocking(pty->master.get(), true));
  std::string all;
  char buffer[256];
  while (true) {
    const Io io = read_some(pty->master.get(), buffer, sizeof buffer);
    if (io.state != IoState::ok) {
      EXPECT_EQ(io.state, IoState::closed);
      break;
    }
    all.append(buffer, io.bytes);
  }
  EXPECT_EQ(wait_for(*pid).code, 0);
  EXPECT_EQ(all, "33 101\r\nok\r\n");
}

}  // namespace
}  // namespace sandtray::platform
