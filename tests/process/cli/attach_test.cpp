// SPDX-License-Identifier: MIT
#include <sys/stat.h>

#include <csignal>

#include "platform/file.h"
#include "platform/socket.h"
#include "process/cli/world.h"

namespace sandtray::test {
namespace {

using ::testing::HasSubstr;

constexpr auto detach =
    "\x1d"
    "d";

class Attach : public World {
 protected:
  // Reads a line, answers with it; knows SIGWINCH and "quit".
  static constexpr auto talker =
      "trap 'echo size $(stty size)' WINCH; echo hello; while read -r x; do "
      "[ \"$x\" = quit ] && exit 6; echo \"got $x\"; done";

  std::unique_ptr<OnTerminal> attach(const std::string& id) {
    return std::make_unique<OnTerminal>(std::vector<std::string>{"sandtray", "attach", id}, env_);
  }
};

TEST_F(Attach, DetachLeavesTheAgentRunningAndAttachComesBack) {
  const auto id = start(talker);
  auto first = attach(id);
  ASSERT_TRUE(first->shows("hello"));
  EXPECT_FALSE(first->is_cooked());
  first->type("one\r");
  ASSERT_TRUE(first->shows("got one"));
  first->type(detach);
  EXPECT_EQ(first->status(), 0);
  EXPECT_TRUE(first->is_cooked());
  EXPECT_THAT(first->screen(), HasSubstr("goes on"));
  auto second = attach(id);
  ASSERT_TRUE(second->shows("got one"));
  second->type("quit\r");
  EXPECT_EQ(second->status(), 6);
  EXPECT_TRUE(second->is_cooked());
}

TEST_F(Attach, ASessionDoesNotShowItselfToItself) {
  std::string script;
  for (const auto& [name, value] : env_) script += "export " + name + "='" + value + "'\n";
  script += "for do in attach 'logs -f'; do " SANDTRAY_BIN_DIR
            "/sandtray $do $SANDTRAY_SESSION; echo status $?; done";
  const auto id = start(script, "host");
  EXPECT_EQ(sandtray({"wait", id}).status, 0);
  const auto out = sandtray({"logs", id}).out;
  EXPECT_THAT(out, HasSubstr("it cannot be attached in its own terminal"));
  EXPECT_THAT(out, HasSubstr("it cannot follow its own output"));
  EXPECT_THAT(out, HasSubstr("status 64"));
}

TEST_F(Attach, RunOnATerminalAttachesAtOnce) {
  OnTerminal run({"sandtray", "run", "shell", "--", "-c", talker}, env_, workspace_);
  ASSERT_TRUE(run.shows("hello"));
  run.type("quit\r");
  EXPECT_EQ(run.status(), 6);
  EXPECT_TRUE(run.is_cooked());
}

TEST_F(Attach, TheWindowSizeFollowsTheTerminal) {
  // A waiting bash runs its trap at once; one that reads a line would run it after that line.
  const auto id = start(
      "trap 'echo size $(stty size)' WINCH; echo hello; while :; do sleep 60 & wait $!; done");
  auto terminal = attach(id);
  ASSERT_TRUE(terminal->shows("hello"));
  terminal->resize(33, 101);
  EXPECT_TRUE(terminal->shows("size 33 101"));
  terminal->type(detach);
  EXPECT_EQ(terminal->status(), 0);
}

TEST_F(Attach, ASignalLeavesTheTerminalAsItWasAndTheSessionAlive) {
  const auto id = start(talker);
  for (const int number : {SIGTERM, SIGHUP, SIGINT}) {
    auto terminal = attach(id);
    ASSERT_TRUE(terminal->shows("hello"));
    ASSERT_EQ(kill(terminal->pid(), number), 0);
    EXPECT_EQ(terminal->status(), 128 + number);
    EXPECT_TRUE(terminal->is_cooked());
  }
  EXPECT_TRUE(session(id).at("alive"));
}

TEST_F(Attach, ALostHostEndsTheViewAndRestoresTheTerminal) {
  const auto id = start(talker);
  auto terminal = attach(id);
  ASSERT_TRUE(terminal->shows("hello"));
  std::ifstream file(folder_of(id) + "/host.pid");
  int pid = 0;
  file >> pid;
  ASSERT_EQ(kill(pid, SIGKILL), 0);
  EXPECT_EQ(terminal->status(), 70);
  EXPECT_TRUE(terminal->is_cooked());
  EXPECT_THAT(terminal->screen(), HasSubstr("host lost"));
}

TEST_F(Attach, SuspendingGivesTheTerminalBackAndContinuingTakesIt) {
  const auto id = start(talker);
  // The shell keeps the terminal meanwhile, as a person's shell does.
  OnTerminal shell({"bash", "--norc", "-i"}, env_);
  shell.type("PS1='prompt> '; " SANDTRAY_BIN_DIR "/sandtray attach " + id + " & wait_for=$!\r");
  shell.type("fg\r");
  ASSERT_TRUE(shell.shows("hello"));
  EXPECT_FALSE(shell.is_cooked());
  const auto pid = run_command({"pgrep", "-n", "-f", "sandtray attach " + id}, env_);
  ASSERT_EQ(kill(std::stoi(pid.out), SIGTSTP), 0);
  ASSERT_TRUE(shell.shows("Stopped"));
  shell.type("fg\r");
  ASSERT_TRUE(shell.shows("hello"));
  shell.type("two\r");
  EXPECT_TRUE(shell.shows("got two"));
  shell.type(detach);
  EXPECT_TRUE(shell.shows("goes on"));
}

TEST_F(Attach, TheDetachKeysAreThePersonsChoice) {
  write(dir_ / "config/sandtray/config.json", R"({"detach_keys": "ctrl-p,ctrl-q"})");
  const auto id = start(talker);
  auto terminal = attach(id);
  ASSERT_TRUE(terminal->shows("hello"));
  terminal->type("\x10\x11");
  EXPECT_EQ(terminal->status(), 0);
}

// As kitty and xterm write them once the agent has asked for it.
TEST_F(Attach, TheDetachKeysWorkWhateverProtocolTheAgentHasSwitchedOn) {
  const auto id = start(talker);
  for (const std::string keys : {"\033[93;5:1u\033[93;5:3ud", "\033[27;5;93~d"}) {
    auto terminal = attach(id);
    ASSERT_TRUE(terminal->shows("hello"));
    terminal->type(keys);
    EXPECT_EQ(terminal->status(), 0);
    EXPECT_THAT(terminal->screen(), HasSubstr("goes on"));
  }
}

// Its terminal has been stopped for so long that the log has nothing of where it was any more.
TEST_F(Attach, WhoIsFarBehindComesBackByItself) {
  write(dir_ / "config/sandtray/config.json", R"({"log_mib": 1})");
  ASSERT_EQ(mkfifo((workspace_ + "/go").c_str(), 0600), 0);
  const auto id = start(
      "echo hello; read x <go; head -c 9000000 /dev/zero | tr '\\0' x; echo; echo "
      "then; echo >go; while read line; do echo got $line; done");
  auto terminal = attach(id);
  ASSERT_TRUE(terminal->shows("hello"));
  const auto pid = run_command({"pgrep", "-n", "-f", "sandtray attach " + id}, env_);
  ASSERT_EQ(kill(std::stoi(pid.out), SIGSTOP), 0);
  const auto went = run_command({"sh", "-c", "echo >go; read x <go"}, env_, "", workspace_);
  ASSERT_EQ(went.status, 0);
  ASSERT_EQ(kill(std::stoi(pid.out), SIGCONT), 0);
  ASSERT_TRUE(terminal->shows("then"));
  terminal->type("one\r");
  EXPECT_TRUE(terminal->shows("got one")) << terminal->screen().substr(0, 300);
  terminal->type(detach);
  EXPECT_EQ(terminal->status(), 0);
}

TEST_F(Attach, WithoutATerminalItSaysWhatToDo) {
  const auto id = start(talker);
  const auto finished = sandtray({"attach", id});
  EXPECT_EQ(finished.status, 64);
  EXPECT_THAT(finished.err, HasSubstr("logs -f"));
}

TEST_F(Attach, ClipboardSequencesOfTheAgentDoNotReachTheTerminal) {
  const auto id = start("printf 'before\\033]52;c;ZXZpbA==\\007after\\n'; read x");
  auto terminal = attach(id);
  ASSERT_TRUE(terminal->shows("beforeafter"));
  EXPECT_EQ(terminal->screen().find("]52;"), std::string::npos);
}

// A session that ends between the look at it and the connection: the tray's socket tells when the
// look is over, and the session ends when the fifo is written.
class AttachTooLate : public Attach {
 protected:
  AttachTooLate() {
    EXPECT_EQ(mkfifo((workspace_ + "/go").c_str(), 0600), 0);
    id_ = start("echo early; printf '\\033]52;c;ZXZpbA==\\007'; read x < go; echo late; exit 3");
    socket_ = dir_ / "run/sandtray/" + id_ + ".sock";
    auto tray = platform::listen_socket(dir_ / "run/tray");
    EXPECT_TRUE(tray);
    tray_ = std::move(*tray);
    env_["SANDTRAY_ATTACH_REPORT"] = dir_ / "run/tray";
  }
  platform::OwnedHandle accept(platform::Handle listener) {
    const auto deadline = platform::Clock::now() + std::chrono::seconds(30);
    EXPECT_TRUE(platform::wait_readable(listener, deadline));
    return platform::accept_socket(listener);
  }
  void let_it_end() { std::ofstream(workspace_ + "/go") << "go\n"; }
  void expect_everything(OnTerminal& terminal) {
    EXPECT_EQ(terminal.status(), 3);
    EXPECT_TRUE(terminal.shows("early"));
    EXPECT_TRUE(terminal.shows("late"));
    EXPECT_TRUE(terminal.shows("exited 3"));
    EXPECT_EQ(terminal.screen().find("]52;"), std::string::npos);
    EXPECT_TRUE(terminal.is_cooked());
  }

  std::string id_, socket_;
  platform::OwnedHandle tray_;
};

// A host in its last moment has told the end and holds nothing but its lock.
TEST_F(AttachTooLate, ShowsTheOutputWhenNobodyListensAnyMore) {
  let_it_end();
  EXPECT_EQ(sandtray({"wait", id_}).status, 3);
  auto lock = platform::FileLock::acquire(folder_of(id_) + "/host.lock", false);
  ASSERT_TRUE(lock);
  auto terminal = attach(id_);
  accept(tray_.get());
  lock = Failure(Error{});
  expect_everything(*terminal);
}

TEST_F(AttachTooLate, ShowsTheOutputWhenTheHostHangsUpFirst) {
  std::filesystem::rename(socket_, socket_ + ".away");
  auto host = platform::listen_socket(socket_);
  ASSERT_TRUE(host);
  auto terminal = attach(id_);
  accept(tray_.get());
  auto client = accept(host->get());
  host->reset();  // nobody is let in any more, then those who are in have to go
  client.reset();
  let_it_end();
  expect_everything(*terminal);
}

}  // namespace
}  // namespace sandtray::test
