// SPDX-License-Identifier: MIT
// Somebody is killed at a random moment, again and again. Whoever it was: no process is left, the
// lock is free, what was told is true, and no byte that anybody has seen is lost. SANDTRAY_ROUNDS
// sets how often (12).
#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <random>

#include "support/session_host.h"

namespace sandtray::test {
namespace {

using session::State;

enum class Victim { host, keeper, agent, grandchild, client };

int rounds() {
  const char* text = std::getenv("SANDTRAY_ROUNDS");
  return text != nullptr ? std::atoi(text) : 12;
}

class HostSoak : public testing::TestWithParam<Victim> {
 protected:
  // The generation of the victim below the host: keeper, agent, the agent's children.
  static int level_of(Victim victim) {
    if (victim == Victim::keeper) return 1;
    return victim == Victim::agent ? 2 : 3;
  }

  static void kill_victim(SessionHost& host, HostClient& client) {
    if (GetParam() == Victim::client) return client.close();
    if (GetParam() == Victim::host) return host.kill_host(SIGKILL);
    for (const auto& item : platform::descendants(host.pid())) {
      if (item.level == level_of(GetParam())) return void(send_signal(item.key, SIGKILL));
    }
  }

  static void expect_truth(const SessionHost& host) {
    const auto events = host.events();
    ASSERT_FALSE(events.empty());
    EXPECT_EQ(events.front().type, "started");
    const auto& last = events.back();
    switch (GetParam()) {
      case Victim::host:
        EXPECT_NE(last.type, "ended");
        break;
      case Victim::keeper:
        EXPECT_EQ(last.state, State::failed);
        EXPECT_EQ(last.kind, "host");
        break;
      case Victim::agent:
        EXPECT_EQ(last.exit_code, 128 + SIGKILL);
        EXPECT_EQ(last.kind, "signal");
        break;
      default:
        EXPECT_EQ(last.type, "ended");
        EXPECT_EQ(last.kind, "stopped");
    }
  }
};

TEST_P(HostSoak, LeavesNothingAndTellsTheTruth) {
  std::mt19937 random(static_cast<unsigned>(GetParam()) + 7);
  for (int round = 0; round < rounds(); ++round) {
    SessionHost host;
    // The flood begins when somebody looks: all of it that is seen is there from its first byte.
    host.run_shell(
        "read -r go; echo up; trap '' HUP; (setsid sh -c 'sleep 1000 & sleep 1000' &); "
        "(while :; do echo busy; done) & i=0; while :; do i=$((i+1)); echo line $i; done");
    ASSERT_TRUE(host.start());
    HostClient client(host.socket());
    client.attach();
    client.send(session::FrameType::input, "\r");
    ASSERT_TRUE(client.read_until_output("up"));
    const auto moment = std::chrono::milliseconds(random() % 40);
    client.read_until([](const Talk&) { return false; }, moment);
    kill_victim(host, client);
    const auto seen = client.talk().output;
    if (GetParam() == Victim::client || GetParam() == Victim::grandchild) {
      HostClient(host.socket()).stop(50);
    }
    ASSERT_TRUE(host.wait_for_end()) << "round " << round;
    EXPECT_TRUE(nothing_runs()) << "round " << round;
    EXPECT_FALSE(host.lock_is_held());
    EXPECT_TRUE(host.log().find(seen) == 0) << "round " << round;
    expect_truth(host);
  }
}

std::string name_of(const testing::TestParamInfo<Victim>& victim) {
  constexpr const char* names[] = {"Host", "Keeper", "Agent", "Grandchild", "Client"};
  return names[static_cast<int>(victim.param)];
}

INSTANTIATE_TEST_SUITE_P(Host, HostSoak,
                         testing::Values(Victim::host, Victim::keeper, Victim::agent,
                                         Victim::grandchild, Victim::client),
                         name_of);

}  // namespace
}  // namespace sandtray::test
