// SPDX-License-Identifier: MIT
// The guest's hook command as an agent runs it: a real process, a real socket.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Ran {
  int status = -1;
  std::string printed;
  std::chrono::milliseconds took{};
};

// Runs the guest with what it prints captured; its standard input is `input`, then its end, or
// stays open and silent when `input` is null.
Ran run_guest(const std::vector<std::string>& words, const std::string* input) {
  int in[2];
  int out[2];
  EXPECT_EQ(pipe2(in, O_CLOEXEC), 0);
  EXPECT_EQ(pipe2(out, O_CLOEXEC), 0);
  const auto begin = Clock::now();
  const auto child = fork();
  if (child == 0) {
    dup2(in[0], 0);
    dup2(out[1], 1);
    dup2(out[1], 2);
    std::string program = SANDTRAY_BIN_DIR "/sandtray-guest";
    std::vector<char*> argv = {program.data()};
    for (const auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    execv(argv[0], argv.data());
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  if (input != nullptr) {
    std::size_t at = 0;
    while (at < input->size()) {
      const auto wrote = write(in[1], input->data() + at, input->size() - at);
      if (wrote <= 0) break;
      at += static_cast<std::size_t>(wrote);
    }
    EXPECT_EQ(at, input->size()) << "the guest did not read its input to the end";
    close(in[1]);
  }
  Ran ran;
  char buffer[4096];
  for (ssize_t got; (got = read(out[0], buffer, sizeof buffer)) > 0;) {
    ran.printed.append(buffer, static_cast<std::size_t>(got));
  }
  int status = 0;
  waitpid(child, &status, 0);
  ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ran.took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
  close(out[0]);
  if (input == nullptr) close(in[1]);
  return ran;
}

class Hook : public ::testing::Test {
 protected:
  void SetUp() override {
    signal(SIGPIPE, SIG_IGN);
    char folder[] = "/tmp/hook_test.XXXXXX";
    ASSERT_NE(mkdtemp(folder), nullptr);
    folder_ = folder;
    path_ = folder_ + "/hook.sock";
    listener_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, path_.c_str());
    ASSERT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    ASSERT_EQ(listen(listener_, 8), 0);
  }

  void TearDown() override {
    close(listener_);
    unlink(path_.c_str());
    rmdir(folder_.c_str());
  }

  // What arrived on the one connection; "(nobody)" when none was made.
  std::string received() {
    pollfd ready{listener_, POLLIN, 0};
    if (poll(&ready, 1, 0) != 1) return "(nobody)";
    const int peer = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    std::string all;
    char buffer[65536];
    for (ssize_t got; (got = read(peer, buffer, sizeof buffer)) > 0;) {
      all.append(buffer, static_cast<std::size_t>(got));
    }
    close(peer);
    return all;
  }

  std::string folder_, path_;
  int listener_ = -1;
};

TEST_F(Hook, CopiesTheEventToTheSocketAndSaysNothing) {
  const std::string event = R"({"hook_event_name":"Stop"})";
  const auto ran = run_guest({"hook", path_}, &event);
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.printed, "");
  EXPECT_EQ(received(), event);
}

TEST_F(Hook, AnEventOverTheLimitIsReadToItsEndAndDropped) {
  const std::string event((1u << 20) + 1, 'x');
  EXPECT_EQ(run_guest({"hook", path_}, &event).status, 0);
  EXPECT_EQ(received(), "(nobody)");
}

TEST_F(Hook, AHostThatDoesNotReadHoldsTheAgentForTwoSecondsAtMost) {
  const std::string event(1u << 20, 'x');
  const auto ran = run_guest({"hook", path_}, &event);
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.printed, "");
  EXPECT_LT(ran.took, std::chrono::milliseconds(4000));
}

TEST_F(Hook, AnAgentThatSendsNoEndIsNotWaitedFor) {
  const auto ran = run_guest({"hook", path_}, nullptr);
  EXPECT_EQ(ran.status, 0);
  EXPECT_LT(ran.took, std::chrono::milliseconds(4000));
}

TEST_F(Hook, ALostHostIsNoFailureOfTheAgent) {
  const std::string event = "{}";
  for (const auto& path : {folder_ + "/missing", std::string(200, 'p'), std::string()}) {
    const auto ran = run_guest({"hook", path}, &event);
    EXPECT_EQ(ran.status, 0) << path;
    EXPECT_EQ(ran.printed, "") << path;
  }
}

TEST_F(Hook, OtherWordsAreAnErrorOfUsage) {
  const std::string nothing;
  for (const auto& words : std::vector<std::vector<std::string>>{
           {}, {"hook"}, {"hook", "a", "b"}, {"relay", path_}, {"start", "3", "list", "--"}}) {
    const auto ran = run_guest(words, &nothing);
    EXPECT_EQ(ran.status, 64);
    EXPECT_THAT(ran.printed, ::testing::StartsWith("usage: sandtray-guest hook SOCKET\n"));
  }
}

}  // namespace
