// SPDX-License-Identifier: MIT
#include "provision/lima/events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sandtray::provision {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(HostEvents, TheFirstOneHasThePort) {
  const auto status =
      parse_host_event(R"({"time":"2026-07-21T10:00:00.1Z","status":{"sshLocalPort":40123}})");
  ASSERT_TRUE(status);
  EXPECT_EQ(status->ssh_port, 40123);
  EXPECT_FALSE(status->running || status->degraded || status->exiting);
}

TEST(HostEvents, RunningDegradedAndExitingAreTold) {
  EXPECT_TRUE(parse_host_event(R"({"status":{"running":true,"sshLocalPort":1}})")->running);
  const auto degraded = parse_host_event(
      R"({"status":{"running":true,"degraded":true,"errors":["a","b"],"sshLocalPort":1}})");
  EXPECT_TRUE(degraded->degraded);
  EXPECT_THAT(degraded->errors, ElementsAre("a", "b"));
  EXPECT_TRUE(parse_host_event(R"({"status":{"exiting":true}})")->exiting);
}

TEST(HostEvents, ProgressInsideIsTold) {
  EXPECT_EQ(
      parse_host_event(R"({"status":{"cloudInitProgress":{"logLine":"Setting up","active":true}}})")
          ->cloud_init,
      "Setting up");
}

TEST(HostEvents, WhatIsNoEventIsNone) {
  for (const auto* line : {"", "{", "[]", "null", "{}", R"({"status":"running"})", "running\xff"}) {
    EXPECT_FALSE(parse_host_event(line)) << line;
  }
}

TEST(HostEvents, ValuesOfOtherTypesMeanNothing) {
  const auto status = parse_host_event(
      R"({"status":{"running":"yes","degraded":1,"exiting":{},"sshLocalPort":"22",)"
      R"("errors":{"a":1},"cloudInitProgress":[]}})");
  ASSERT_TRUE(status);
  EXPECT_FALSE(status->running || status->degraded || status->exiting);
  EXPECT_EQ(status->ssh_port, 0);
  EXPECT_THAT(status->errors, IsEmpty());
}

TEST(HostEvents, APortIsOne) {
  for (const auto* number : {"-1", "65536", "99999999999", "1.5"}) {
    const auto line = std::string(R"({"status":{"sshLocalPort":)") + number + "}}";
    EXPECT_EQ(parse_host_event(line)->ssh_port, 0) << number;
  }
}

TEST(HostEvents, ErrorsDoNotPileUp) {
  Json many = {{"status", {{"errors", std::vector<std::string>(1000, "x")}}}};
  EXPECT_EQ(parse_host_event(many.dump())->errors.size(), 20u);
}

TEST(LineCutter, CutsAtAnyByte) {
  const std::string text = "{\"a\":1}\n\n{\"b\":2}\nrest";
  for (std::size_t at = 0; at <= text.size(); ++at) {
    LineCutter cutter;
    auto lines = cutter.take(text.substr(0, at));
    for (auto& line : cutter.take(text.substr(at))) lines.push_back(line);
    EXPECT_THAT(lines, ElementsAre("{\"a\":1}", "", "{\"b\":2}")) << at;
  }
}

TEST(LineCutter, ALineWithoutEndCostsNothing) {
  LineCutter cutter;
  const std::string part(1 << 19, 'x');
  for (int i = 0; i < 8; ++i) EXPECT_THAT(cutter.take(part), IsEmpty());
  EXPECT_THAT(cutter.take("end\nnext\n"), ElementsAre("next"));
}

TEST(Phases, GoByInOrder) {
  int before = 0;
  for (const auto* text :
       {"Starting QEMU (hint: to watch the boot progress, see ...)",
        "Waiting for the essential requirement 1 of 3: \\\"ssh\\\"",
        "Waiting for the essential requirement 2 of 3: \\\"user session is ready for ssh\\\"",
        "Waiting for the optional requirement 1 of 1: \\\"x\\\"",
        "Waiting for the guest agent to be running",
        "Waiting for the final requirement 1 of 1: \\\"boot scripts must have finished\\\""}) {
    const auto phase = parse_phase(std::string(R"({"level":"info","msg":")") + text + "\"}");
    ASSERT_TRUE(phase) << text;
    EXPECT_GT(phase->percent, before) << text;
    before = phase->percent;
  }
  EXPECT_LT(before, 100);
}

TEST(Phases, OtherLinesAreNone) {
  for (const auto* line :
       {"", "Starting QEMU", R"({"msg":7})", R"({"msg":"the guest is Mounting"})"}) {
    EXPECT_FALSE(parse_phase(line)) << line;
  }
}

}  // namespace
}  // namespace sandtray::provision
