// SPDX-License-Identifier: MIT
// Each case runs a child on a terminal of its own, as the attach client is run by a person's shell,
// and looks at the modes that it leaves behind.
#include "platform/terminal.h"

#include <gtest/gtest.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>

namespace sandtray::platform {
namespace {

class RawModeTest : public testing::Test {
 protected:
  bool is_raw() const {
    termios modes{};
    EXPECT_EQ(tcgetattr(pty_->slave.get(), &modes), 0);
    return (modes.c_lflag & (ICANON | ECHO)) == 0;
  }

  // Runs `body` in a child that owns the terminal; the child says "r" once it is in raw mode.
  template <class Body>
  pid_t run(Body body, bool controlling = true) {
    auto [in, out] = std::move(*make_pipe());
    const pid_t child = fork();
    if (child == 0) {
      setsid();
      if (controlling) ioctl(pty_->slave.get(), TIOCSCTTY, 0);
      auto mode = RawMode::enter(pty_->slave.get(), "bye");
      if (!mode) _exit(99);
      (void)write_some(out.get(), "r");
      body(**mode);
      mode->reset();
      _exit(0);
    }
    out.reset();
    char byte = 0;
    EXPECT_EQ(read_some(in.get(), &byte, 1).state, IoState::ok);
    return child;
  }

  std::string shown() {
    char buffer[64];
    const Io io = read_some(pty_->master.get(), buffer, sizeof buffer);
    return io.state == IoState::ok ? std::string(buffer, io.bytes) : std::string();
  }

  Result<Pty> pty_ = open_pty({24, 80});
};

TEST_F(RawModeTest, IsUndoneAtTheEndOfItsScope) {
  const pid_t child = run([](RawMode&) {});
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_FALSE(is_raw());
  EXPECT_EQ(shown(), "bye");
}

// A terminal that belongs to another session is nobody's background.
TEST_F(RawModeTest, IsUndoneOnATerminalThatIsNotTheControllingOne) {
  const pid_t child = run([](RawMode&) {}, /*controlling=*/false);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_FALSE(is_raw());
  EXPECT_EQ(shown(), "bye");
}

TEST_F(RawModeTest, IsUndoneByExit) {
  const pid_t child = run([](RawMode&) { std::exit(7); });
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 7);
  EXPECT_FALSE(is_raw());
}

TEST_F(RawModeTest, IsUndoneByEverySignalThatEndsTheProgram) {
  for (const int number : {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT, SIGUSR1, SIGUSR2,
                           SIGALRM, SIGVTALRM, SIGPROF, SIGSYS, SIGTRAP, SIGXCPU, SIGXFSZ}) {
    pty_ = open_pty({24, 80});
    const pid_t child = run([](RawMode&) {
      while (true) pause();
    });
    ASSERT_TRUE(is_raw());
    kill(child, number);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == number) << number;
    EXPECT_FALSE(is_raw()) << number;
    EXPECT_EQ(shown(), "bye");
  }
}

TEST_F(RawModeTest, OutlivesTheSignalsThatEndNothing) {
  const pid_t child = run([](RawMode&) {
    for (const int number : {SIGCHLD, SIGCONT, SIGURG, SIGWINCH}) raise(number);
    raise(SIGSTOP);
  });
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, WUNTRACED), child);
  EXPECT_TRUE(WIFSTOPPED(status));
  EXPECT_TRUE(is_raw());
  kill(child, SIGKILL);
  waitpid(child, &status, 0);
}

TEST_F(RawModeTest, IsUndoneWhileSuspendedAndBackAfterwards) {
  const pid_t child = run([](RawMode& mode) {
    mode.suspend();
    while (true) pause();
  });
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, WUNTRACED), child);
  ASSERT_TRUE(WIFSTOPPED(status));
  EXPECT_FALSE(is_raw());
  ASSERT_EQ(shown(), "bye");
  kill(child, SIGCONT);
  kill(child, SIGTERM);  // handled after suspend() has returned or before: both must restore
  waitpid(child, &status, 0);
  EXPECT_FALSE(is_raw());
}

TEST_F(RawModeTest, TheSizeIsTheOneThatWasSet) {
  EXPECT_EQ(terminal_size(pty_->slave.get()), (TerminalSize{24, 80}));
  ASSERT_TRUE(set_terminal_size(pty_->master.get(), {50, 120}));
  EXPECT_EQ(terminal_size(pty_->slave.get()), (TerminalSize{50, 120}));
  EXPECT_TRUE(is_terminal(pty_->slave.get()));
}

TEST_F(RawModeTest, APipeIsNoTerminal) {
  auto ends = make_pipe();
  ASSERT_TRUE(ends);
  EXPECT_FALSE(is_terminal(ends->first.get()));
  EXPECT_FALSE(terminal_size(ends->first.get()));
  EXPECT_FALSE(RawMode::enter(ends->first.get(), ""));
}

}  // namespace
}  // namespace sandtray::platform
