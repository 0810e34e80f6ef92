// SPDX-License-Identifier: MIT
// The guest's hook command as an agent runs it: a real process, a real socket.
#include <gmock/gmock.h>

#include <chrono>
#include <string>
#include <vector>

#include "platform/loop.h"
#include "platform/process.h"
#include "platform/socket.h"
#include "support/temp_dir.h"

namespace sandtray::test {
namespace {

using platform::Clock;
using platform::IoState;

struct Ran {
  int status = -1;
  std::string printed;
  Clock::duration took{};
};

std::string read_to_end(platform::Handle from) {
  std::string all;
  std::string buffer(64 << 10, '\0');
  while (true) {
    const auto io = platform::receive_some(from, buffer.data(), buffer.size(),
                                           Clock::now() + std::chrono::seconds(10));
    if (io.state != IoState::ok) return all;
    all.append(buffer, 0, io.bytes);
  }
}

// Runs the guest with what it prints captured; its standard input is `input`, then its end, or
// stays open and silent when `input` is null.
Ran run_guest(std::vector<std::string> words, const std::string* input) {
  const auto no_signal = platform::Loop::create();  // for a guest that has ended
  auto in = platform::make_input_pipe();
  auto out = platform::make_pipe();
  words.insert(words.begin(), SANDTRAY_BIN_DIR "/sandtray-guest");
  platform::SpawnOptions options;
  options.argv = words;
  options.env = platform::current_environment();
  options.input = in->first.get();
  options.output = options.error = out->second.get();
  const auto begin = Clock::now();
  const auto pid = platform::spawn(options);
  if (!pid) {
    ADD_FAILURE() << pid.error().message;
    return {};
  }
  in->first.reset();
  out->second.reset();
  if (input != nullptr) {
    std::string_view rest = *input;
    auto state = IoState::ok;
    while (!rest.empty() && state == IoState::ok) {
      const auto io = platform::write_some(in->second.get(), rest);
      state = io.state;
      rest.remove_prefix(io.bytes);
    }
    EXPECT_TRUE(rest.empty()) << "the guest did not read its input to the end";
    in->second.reset();
  }
  Ran ran;
  ran.printed = read_to_end(out->first.get());
  ran.status = platform::wait_for(*pid).code;
  ran.took = Clock::now() - begin;
  return ran;
}

class Hook : public ::testing::Test {
 protected:
  void SetUp() override {
    auto listener = platform::listen_socket(dir_ / "hook.sock");
    ASSERT_TRUE(listener) << listener.error().message;
    listener_ = std::move(*listener);
  }

  // What arrived on the one connection; "(nobody)" when none was made.
  std::string received() {
    const auto peer = platform::accept_socket(listener_.get());
    return peer ? read_to_end(peer.get()) : "(nobody)";
  }

  TempDir dir_;
  const std::string address_ = platform::socket_address(dir_ / "hook.sock");
  platform::OwnedHandle listener_;
};

TEST_F(Hook, CopiesTheEventToTheSocketAndSaysNothing) {
  const std::string event = R"({"hook_event_name":"Stop","text":"\u00e9)"
                            "\xd0\xb7\r\n\x1a\"}";
  const auto ran = run_guest({"hook", address_}, &event);
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.printed, "");
  EXPECT_EQ(received(), event);
}

TEST_F(Hook, AnEventOverTheLimitIsReadToItsEndAndDropped) {
  const std::string event((1u << 20) + 1, 'x');
  EXPECT_EQ(run_guest({"hook", address_}, &event).status, 0);
  EXPECT_EQ(received(), "(nobody)");
}

TEST_F(Hook, AHostThatDoesNotReadHoldsTheAgentForTwoSecondsAtMost) {
  const std::string event(1u << 20, 'x');
  const auto ran = run_guest({"hook", address_}, &event);
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.printed, "");
  EXPECT_LT(ran.took, std::chrono::seconds(4));
}

TEST_F(Hook, AnAgentThatSendsNoEndIsNotWaitedFor) {
  const auto ran = run_guest({"hook", address_}, nullptr);
  EXPECT_EQ(ran.status, 0);
  EXPECT_LT(ran.took, std::chrono::seconds(4));
}

TEST_F(Hook, ALostHostIsNoFailureOfTheAgent) {
  const std::string event = "{}";
  for (const auto& address : {platform::socket_address(dir_ / "missing"), dir_ / "missing",
                              std::string(200, 'p'), std::string()}) {
    const auto ran = run_guest({"hook", address}, &event);
    EXPECT_EQ(ran.status, 0) << address;
    EXPECT_EQ(ran.printed, "") << address;
  }
}

TEST_F(Hook, OtherWordsAreAnErrorOfUsage) {
  const std::string nothing;
  for (const auto& words : std::vector<std::vector<std::string>>{
           {}, {"hook"}, {"hook", "a", "b"}, {"relay", address_}, {"start", "3", "list", "--"}}) {
    const auto ran = run_guest(words, &nothing);
    EXPECT_EQ(ran.status, 64);
    EXPECT_THAT(ran.printed, ::testing::StartsWith("usage: sandtray-guest hook SOCKET\n"));
  }
}

}  // namespace
}  // namespace sandtray::test
