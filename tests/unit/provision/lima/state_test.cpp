// SPDX-License-Identifier: MIT
#include "provision/lima/state.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sandtray::provision {
namespace {

constexpr std::int64_t now = 1'000'000;

VmSight sight(const std::string& status) {
  VmSight seen;
  seen.now_ms = now;
  seen.instance = LimaInstance{};
  seen.instance->name = "sandtray";
  seen.instance->status = status;
  return seen;
}

VmSight during(const std::string& deed, const std::string& status) {
  auto seen = sight(status);
  seen.deed = {deed, now - 1000, true, ""};
  return seen;
}

HostStatus booting() {
  HostStatus status;
  status.ssh_port = 4022;
  return status;
}

HostStatus running() {
  auto status = booting();
  status.running = true;
  return status;
}

VmState state_of(const VmSight& seen) {
  return judge(seen).state;
}

TEST(VmStates, HaveNames) {
  EXPECT_EQ(to_string(VmState::absent), "absent");
  EXPECT_EQ(to_string(VmState::failed), "failed");
}

TEST(VmStates, WhatIsNotListedIsAbsent) {
  EXPECT_EQ(state_of({}), VmState::absent);
}

TEST(VmStates, WhileItIsMadeItStarts) {
  VmSight seen;
  seen.deed = {"create", now, true, ""};
  EXPECT_EQ(state_of(seen), VmState::starting);
  EXPECT_EQ(state_of(during("create", "Stopped")), VmState::starting);
}

TEST(VmStates, WhatCouldNotBeMadeHasFailed) {
  VmSight seen;
  seen.deed = {"create", now, false, "no space left"};
  EXPECT_EQ(state_of(seen), VmState::failed);
  EXPECT_EQ(judge(seen).detail, "no space left");
}

TEST(VmStates, AtRestItIsStopped) {
  EXPECT_EQ(state_of(sight("Stopped")), VmState::stopped);
  EXPECT_EQ(state_of(sight("")), VmState::stopped);
}

TEST(VmStates, ItStartsUntilItsRulesHaveBeenLookedAt) {
  EXPECT_EQ(state_of(during("start", "Stopped")), VmState::starting);
  auto seen = during("start", "Running");
  EXPECT_EQ(state_of(seen), VmState::starting);
  seen.last = booting();
  EXPECT_EQ(state_of(seen), VmState::starting);
  seen.last = running();
  EXPECT_EQ(state_of(seen), VmState::starting);
  seen.deed.under_way = false;
  EXPECT_EQ(state_of(seen), VmState::ready);
  EXPECT_EQ(judge(seen).ssh_port, 4022);
}

TEST(VmStates, BrokenWhileItStartsIsNoError) {
  EXPECT_EQ(state_of(during("start", "Broken")), VmState::starting);
}

TEST(VmStates, BrokenIsNoErrorEitherIfOnlyTheStarterWasKilled) {
  auto seen = during("start", "Broken");
  seen.deed.under_way = false;
  seen.host_agent_lives = true;
  EXPECT_EQ(state_of(seen), VmState::starting);
  seen.deed.began_ms = now - 31'000;
  EXPECT_EQ(state_of(seen), VmState::broken);
  // A clock that was set back makes nothing young.
  seen.deed.began_ms = now + 1;
  EXPECT_EQ(state_of(seen), VmState::broken);
}

TEST(VmStates, BrokenWhileItGoesDownIsNoError) {
  EXPECT_EQ(state_of(during("stop", "Broken")), VmState::stopping);
  auto off_from_inside = sight("Broken");
  off_from_inside.last = running();
  off_from_inside.last->exiting = true;
  // Those are the events of an earlier run then.
  EXPECT_EQ(state_of(off_from_inside), VmState::broken);
  off_from_inside.host_agent_lives = true;
  EXPECT_EQ(state_of(off_from_inside), VmState::stopping);
}

TEST(VmStates, BrokenOtherwiseIsBroken) {
  auto seen = sight("Broken");
  seen.instance->errors = {"\x1b[1mha.sock\x1b[0m does not answer"};
  EXPECT_EQ(state_of(seen), VmState::broken);
  EXPECT_EQ(judge(seen).detail, "ha.sock does not answer");
  seen.last = running();
  EXPECT_EQ(state_of(seen), VmState::broken);
}

TEST(VmStates, DegradedSaysWhy) {
  auto seen = sight("Running");
  seen.last = running();
  seen.last->degraded = true;
  seen.last->errors = {"guest agent is missing"};
  EXPECT_EQ(state_of(seen), VmState::degraded);
  EXPECT_EQ(judge(seen).detail, "guest agent is missing");
}

TEST(VmStates, WithoutOurRulesItIsDegraded) {
  auto seen = sight("Running");
  seen.last = running();
  seen.deed = {"start", now, false, "the network rules: nft does not load them"};
  EXPECT_EQ(state_of(seen), VmState::degraded);
}

TEST(VmStates, ItStopsWhileItIsStoppedResizedOrDeleted) {
  for (const auto* deed : {"stop", "resize", "delete"}) {
    auto seen = during(deed, "Running");
    seen.last = running();
    EXPECT_EQ(state_of(seen), VmState::stopping) << deed;
  }
  auto seen = sight("Running");
  seen.last = running();
  seen.last->exiting = true;
  EXPECT_EQ(state_of(seen), VmState::stopping);
}

TEST(VmStates, AStartThatFailedStaysSaidUntilTheNextDeed) {
  auto seen = sight("Stopped");
  seen.deed = {"start", now, false, "it took too long"};
  EXPECT_EQ(state_of(seen), VmState::failed);
  EXPECT_EQ(judge(seen).detail, "it took too long");
  seen.deed = {"stop", now, false, ""};
  EXPECT_EQ(state_of(seen), VmState::stopped);
}

}  // namespace
}  // namespace sandtray::provision
