// SPDX-License-Identifier: MIT
// Clients that come or go on just as the agent ends: each is told all of it.
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>

#include "platform/file.h"
#include "platform/tree.h"
#include "support/session_host.h"

namespace sandtray::test {
namespace {

using session::FrameType;

TEST(HostClients, OneThatSleepsThroughTheEndGetsTheRest) {
  SessionHost host;
  host.run_shell("read -r go; seq 1 200000; echo last; exit 4");  // more than a socket
  ASSERT_TRUE(host.start());
  HostClient slow(host.socket());
  slow.attach();
  slow.send(FrameType::input, "go\r");
  ASSERT_TRUE(eventually([&] {
    const auto events = host.events();
    return !events.empty() && events.back().type == "ended";
  }));
  EXPECT_FALSE(host.wait_for_end(std::chrono::milliseconds(1500)));
  ASSERT_TRUE(slow.read_to_end());
  EXPECT_NE(slow.talk().output.find("last\r\n"), std::string::npos);
  ASSERT_FALSE(slow.talk().events.empty());
  EXPECT_EQ(slow.talk().events.back().exit_code, 4);
}

TEST(HostClients, OneThatComesAsTheAgentEndsGetsAllOfIt) {
  SessionHost host;
  host.run_shell("echo $$ >pid; while [ ! -e go ]; do sleep 0.02; done; echo last; exit 4");
  ASSERT_TRUE(host.start());
  HostClient first(host.socket());  // taken in, but has not said what it wants
  HostClient other(host.socket());
  other.attach();
  std::string pid;
  ASSERT_TRUE(other.read_until([](const Talk& talk) { return talk.replay_size.has_value(); }));
  ASSERT_TRUE(eventually([&] {
    pid = platform::read_file(host.dir() / "pid").value_or("");
    return pid.ends_with('\n');
  }));
  platform::send_signal(host.pid(), SIGSTOP);  // as a busy machine may do it
  ASSERT_TRUE(platform::write_file(host.dir() / "go", ""));
  const auto agent = static_cast<platform::ProcessId>(std::stoi(pid));
  ASSERT_TRUE(eventually([&] { return platform::key_of(agent).start == 0; }));
  first.attach();
  HostClient second(host.socket());
  second.attach();
  platform::send_signal(host.pid(), SIGCONT);
  for (auto* client : {&first, &second}) {
    ASSERT_TRUE(client->read_to_end());
    EXPECT_NE(client->talk().output.find("last\r\n"), std::string::npos);
    ASSERT_FALSE(client->talk().events.empty());
    EXPECT_EQ(client->talk().events.back().type, "ended");
    EXPECT_EQ(client->talk().events.back().exit_code, 4);
  }
}

TEST(Host, APathThatAppearsThoughItShouldNotIsWarnedOfWhileTheAgentRests) {
  SessionHost host;
  host.plan.watch = {host.dir() / "made", host.dir() / "not made"};
  host.run_shell("mkdir made; echo up; read -r go");
  ASSERT_TRUE(host.start());
  HostClient client(host.socket());
  client.attach();
  ASSERT_TRUE(client.read_until([&](const Talk& talk) {
    return std::any_of(talk.events.begin(), talk.events.end(),
                       [](const auto& event) { return event.type == "warning"; });
  }));
  client.send(session::FrameType::input, "\r");
  ASSERT_TRUE(host.wait_for_end());
  const auto events = host.events();
  EXPECT_EQ(std::count_if(events.begin(), events.end(),
                          [](const auto& event) { return event.type == "warning"; }),
            1);
}

}  // namespace
}  // namespace sandtray::test
