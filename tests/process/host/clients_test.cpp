// SPDX-License-Identifier: MIT
// Clients come and go, fast and slow, many at once; none of them can hold up the agent.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <thread>

#include "platform/socket.h"
#include "session/filenames.h"
#include "support/session_host.h"

namespace sandtray::test {
namespace {

using session::FrameType;
using session::State;

TEST(HostClients, DetachLeavesTheAgentRunning) {
  SessionHost host;
  host.run_shell("echo up; read -r word; echo got $word; read -r word");
  ASSERT_TRUE(host.start());
  {
    HostClient client(host.socket());
    client.attach();
    ASSERT_TRUE(client.read_until_output("up"));
  }
  HostClient again(host.socket());
  again.attach();
  again.send(FrameType::input, "hello\r");
  ASSERT_TRUE(again.read_until_output("got hello"));
}

TEST(HostClients, WhatACrashedAgentHasNotReadKeepsNobodyFromTheNextRun) {
  SessionHost host;
  host.restart = {.times = 1, .delay_s = 0};
  host.run_shell("if mkdir " + host.dir() / "ran" +
                 "; then stty raw -echo; echo up; sleep 1; exit 3; fi; echo again; "
                 "while read -r word; do echo got $word; done");
  ASSERT_TRUE(host.start());
  HostClient client(host.socket());
  client.attach();
  ASSERT_TRUE(client.read_until_output("up"));
  // More than the host keeps for it.
  for (int i = 0; i < 30; ++i) client.send(FrameType::input, std::string(10'000, 'x'));
  ASSERT_TRUE(client.read_until_output("again"));
  for (const std::string word : {"one", "two", "three"}) {
    client.send(FrameType::input, "\r" + word + "\r");
    EXPECT_TRUE(client.read_until_output("got " + word));
  }
}

TEST(HostClients, AWishIsHeardEvenIfItsClientHangsUpAtOnce) {
  for (int round = 0; round < 20; ++round) {
    SessionHost host;
    host.run_shell("trap 'exit 3' TERM; echo up; while :; do echo busy; done");
    ASSERT_TRUE(host.start());
    HostClient client(host.socket());
    client.attach();
    ASSERT_TRUE(client.read_until_output("up"));
    client.stop(20'000);
    client.close();  // while the host is writing to it
    ASSERT_TRUE(host.wait_for_end()) << "round " << round;
  }
}

TEST(HostClients, AWatcherGetsThePresentEventAndTheEnding) {
  SessionHost host;
  host.run_shell("read -r word; exit 4");
  ASSERT_TRUE(host.start());
  HostClient watcher(host.socket());
  watcher.send(FrameType::watch);
  ASSERT_TRUE(watcher.read_until([](const Talk& talk) { return !talk.events.empty(); }));
  EXPECT_EQ(watcher.talk().events[0].type, "started");
  HostClient client(host.socket());
  client.attach();
  client.send(FrameType::input, "x\r");
  ASSERT_TRUE(watcher.read_to_end());
  EXPECT_EQ(watcher.talk().events.back().type, "ended");
  EXPECT_EQ(watcher.talk().events.back().exit_code, 4);
  EXPECT_EQ(watcher.talk().output, "") << "a watcher gets no output";
  ASSERT_TRUE(client.read_to_end());
  EXPECT_EQ(client.talk().events.back().exit_code, 4);
}

TEST(HostClients, AClientThatNeverReadsFreezesNeitherTheAgentNorTheEnding) {
  SessionHost host;
  host.run_shell(numbered(100'000) + "echo last; exit 6");  // more than a socket holds
  ASSERT_TRUE(host.start());
  HostClient silent(host.socket());
  silent.attach();
  HostClient good(host.socket());
  good.attach();
  ASSERT_TRUE(good.read_to_end());
  EXPECT_NE(good.talk().output.find("last\r\n"), std::string::npos);
  EXPECT_EQ(good.talk().events.back().exit_code, 6);
  ASSERT_TRUE(host.wait_for_end());
  EXPECT_EQ(host.events().back().exit_code, 6);
}

TEST(HostClients, ASlowClientGetsEveryByteFromTheLog) {
  SessionHost host;
  host.run_shell("read -r go; " + numbered(100'000) + "echo last; read -r end");
  ASSERT_TRUE(host.start());
  HostClient slow(host.socket());
  slow.attach();
  slow.send(FrameType::input, "go\r");
  ASSERT_TRUE(eventually([&] { return host.log().find("last\r\n") != std::string::npos; }));
  ASSERT_TRUE(slow.read_until_output("last\r\n"));
  EXPECT_TRUE(slow.talk().output == host.log());
  slow.send(FrameType::input, "end\r");
  EXPECT_TRUE(slow.read_to_end());
}

TEST(HostClients, AClientThatFallsOutOfTheLogIsDropped) {
  SessionHost host;
  host.log_bytes = 256 << 10;
  host.run_shell("read -r go; " + numbered(100'000) + "echo last; read -r end");
  ASSERT_TRUE(host.start());
  HostClient slow(host.socket());
  slow.attach();
  slow.send(FrameType::input, "go\r");
  ASSERT_TRUE(eventually([&] { return host.log().find("last\r\n") != std::string::npos; }));
  EXPECT_TRUE(slow.read_to_end());
  for (const auto& event : slow.talk().events) EXPECT_NE(event.type, "ended");
  HostClient again(host.socket());
  again.attach();
  EXPECT_TRUE(again.read_until_output("last\r\n"));
}

TEST(HostClients, ManyAtOnceAllGetEverything) {
  SessionHost host;
  host.run_shell("read -r go; " + numbered(2'000) + "exit 0");
  ASSERT_TRUE(host.start());
  std::vector<std::unique_ptr<HostClient>> clients;
  for (int i = 0; i < 40; ++i) {
    clients.push_back(std::make_unique<HostClient>(host.socket()));
    clients.back()->attach();
  }
  clients[17]->send(FrameType::input, "go\r");
  for (auto& client : clients) {
    ASSERT_TRUE(client->read_to_end());
    EXPECT_NE(client->talk().output.find("line 2000\r\n"), std::string::npos);
    ASSERT_FALSE(client->talk().events.empty());
    EXPECT_EQ(client->talk().events.back().type, "ended");
  }
}

TEST(HostClients, TooManyAreToldSo) {
  SessionHost host;
  host.run_shell("read -r go");
  ASSERT_TRUE(host.start());
  std::vector<std::unique_ptr<HostClient>> clients;
  for (int i = 0; i < 101; ++i) clients.push_back(std::make_unique<HostClient>(host.socket()));
  EXPECT_TRUE(clients.back()->read_to_end());
  EXPECT_NE(clients.back()->talk().refused.find("too many"), std::string::npos);
  clients[0]->send(FrameType::watch);
  EXPECT_TRUE(clients[0]->read_until([](const Talk& talk) { return !talk.events.empty(); }));
}

TEST(HostClients, NonsenseEndsTheConnectionAndNothingElse) {
  SessionHost host;
  host.run_shell("echo up; read -r go");
  ASSERT_TRUE(host.start());
  {
    auto socket = platform::connect_socket(host.socket());
    ASSERT_TRUE(socket);
    const auto soon = platform::Clock::now() + patience;
    (void)platform::send_all(socket->get(), "GET / HTTP/1.1\r\n\r\n", soon);
    char buffer[256];
    std::string answer;
    while (true) {
      const auto io = platform::receive_some(socket->get(), buffer, sizeof buffer, soon);
      if (io.state != platform::IoState::ok) break;
      answer.append(buffer, io.bytes);
    }
    EXPECT_EQ(answer.substr(0, 1), "X");
  }
  HostClient early(host.socket());
  early.send(FrameType::input, "x");  // has not attached
  EXPECT_TRUE(early.read_to_end());
  EXPECT_FALSE(early.talk().refused.empty());
  HostClient wild(host.socket());
  wild.send(FrameType::attach, "{\"rows\":\"many\",\"columns\":-5,\"replay\":[]}");
  wild.send(FrameType::resize, "[]");
  wild.send(FrameType::resize, "not json");
  EXPECT_TRUE(wild.read_until([](const Talk& talk) { return talk.replay_size.has_value(); }));
  HostClient good(host.socket());
  good.attach();
  EXPECT_TRUE(good.read_until_output("up"));
}

TEST(HostClients, InputForAnAgentThatDoesNotReadYetWaitsAndIsNotLost) {
  SessionHost host;
  host.spec.channel = sandbox::Channel::pipe;
  host.run_shell("echo up; while [ ! -e go ]; do sleep 0.02; done; wc -c");
  ASSERT_TRUE(host.start());
  HostClient client(host.socket());
  client.attach(0, 0);
  ASSERT_TRUE(client.read_until_output("up"));
  // More than the pipe, the host and the socket hold together: the client is made to wait.
  std::thread sender([&] {
    for (int i = 0; i < 64; ++i) client.send(FrameType::input, std::string(64 << 10, 'x'));
    client.send(FrameType::end_input);
  });
  HostClient watcher(host.socket());
  watcher.send(FrameType::watch);
  EXPECT_TRUE(watcher.read_until([](const Talk& talk) { return !talk.events.empty(); }))
      << "the others are served meanwhile";
  ASSERT_TRUE(platform::write_file(host.dir() / "go", ""));
  sender.join();
  ASSERT_TRUE(client.read_to_end());
  EXPECT_NE(client.talk().output.find(std::to_string(64 * (64 << 10))), std::string::npos)
      << client.talk().output;
}

TEST(HostHooks, EventsReachTheStateAndBadOnesAreHarmless) {
  SessionHost host;
  host.plan.hook_socket = host.hook_socket();
  config::HookRule rule;
  rule.when = {{"/event", "Ask"}};
  rule.state = "blocked";
  rule.kind = "permission";
  rule.message = "/text";
  host.signals.hooks.push_back(rule);
  host.run_shell("echo up; read -r go");
  ASSERT_TRUE(host.start());
  struct stat info {};
  ASSERT_EQ(stat(host.hook_socket().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  HostClient watcher(host.socket());
  watcher.send(FrameType::watch);
  const auto soon = platform::Clock::now() + patience;
  std::vector<platform::OwnedHandle> idle;  // never say anything
  for (int i = 0; i < 10; ++i) {
    auto socket = platform::connect_socket(host.hook_socket());
    ASSERT_TRUE(socket);
    idle.push_back(std::move(*socket));
  }
  for (const auto& document :
       {std::string("not json"), std::string(2 << 20, ' '), std::string(100'000, '['),
        std::string("{\"event\":7}"), std::string("{\"event\":\"Ask\",\"text\":\"May I?\"}")}) {
    auto socket = platform::connect_socket(host.hook_socket());
    ASSERT_TRUE(socket);
    (void)platform::send_all(socket->get(), document, soon);
  }
  ASSERT_TRUE(watcher.read_until_state(State::blocked));
  const auto& event = watcher.talk().events.back();
  EXPECT_EQ(event.source, session::Source::hook);
  EXPECT_EQ(event.kind, "permission");
  EXPECT_EQ(event.message, "May I?");
}

TEST(HostHooks, AFloodOfChangesDoesNotFillTheDisk) {
  SessionHost host;
  host.plan.hook_socket = host.hook_socket();
  for (const auto* state : {"working", "blocked"}) {
    config::HookRule rule;
    rule.when = {{"/state", state}};
    rule.state = state;
    host.signals.hooks.push_back(rule);
  }
  host.run_shell("read -r go");
  ASSERT_TRUE(host.start());
  HostClient watcher(host.socket());
  watcher.send(FrameType::watch);
  for (int i = 0; i < 500; ++i) {
    auto socket = platform::connect_socket(host.hook_socket());
    ASSERT_TRUE(socket);
    const auto state = i % 2 == 0 ? "working" : "blocked";
    (void)platform::send_all(socket->get(), dump_json({{"state", state}, {"n", i}}),
                             platform::Clock::now() + patience);
  }
  // The last change comes through, however many were left out.
  ASSERT_TRUE(watcher.read_until_state(State::blocked));
  host.kill_host(SIGTERM);
  ASSERT_TRUE(host.wait_for_end());
  EXPECT_LE(host.events().size(), 90u);
}

}  // namespace
}  // namespace sandtray::test
