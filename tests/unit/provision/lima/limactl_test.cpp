// SPDX-License-Identifier: MIT
#include "provision/lima/limactl.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sandtray::provision {
namespace {

using testing::HasSubstr;

TEST(LimaVersions, AreReadWithWhatStandsBehindThem) {
  const auto version = parse_lima_version("limactl version v2.10.3-153-g183a60d7\n");
  ASSERT_TRUE(version);
  EXPECT_EQ(version->major, 2);
  EXPECT_EQ(version->minor, 10);
  EXPECT_EQ(version->patch, 3);
  EXPECT_FALSE(version->before);
}

TEST(LimaVersions, FromTheOldestOnAreTaken) {
  for (const auto* said : {"limactl version 2.2.0", "limactl version 2.2.0-153-g183a60d7",
                           "time=x level=warning msg=\"odd\"\nlimactl version 2.2.1\n",
                           "limactl version 3.0.0-beta.1"}) {
    EXPECT_TRUE(check_lima_version(said)) << said;
  }
}

TEST(LimaVersions, OlderOnesAreRefused) {
  for (const auto* said : {"limactl version 2.1.9", "limactl version 1.99.99",
                           "limactl version 2.2.0-rc.0", "limactl version 2.2.0-beta.1"}) {
    const auto checked = check_lima_version(said);
    ASSERT_FALSE(checked) << said;
    EXPECT_THAT(checked.error().message, HasSubstr("too old"));
    EXPECT_THAT(checked.error().hint, HasSubstr("2.2.0"));
  }
}

TEST(LimaVersions, OneThatIsNotToldIsRefused) {
  for (const auto* said : {"limactl version <unknown>", "", "2.2.0", "limactl version 2.2",
                           "limactl version 99999999999999999999.0.0"}) {
    const auto checked = check_lima_version(said);
    ASSERT_FALSE(checked) << said;
    EXPECT_THAT(checked.error().message, HasSubstr("does not tell")) << said;
  }
}

TEST(LimaVersions, HostileTextIsNotRepeated) {
  EXPECT_EQ(check_lima_version("\x1b[2Jgone").error().message.find('\x1b'), std::string::npos);
}

TEST(LimaList, ARowIsRead) {
  const auto all = parse_lima_list(
      R"({"name":"sandtray","hostname":"lima-sandtray","status":"Running","dir":"/h/sandtray",)"
      R"("vmType":"qemu","cpus":4,"memory":4294967296,"disk":42949672960,"sshLocalPort":45678,)"
      R"("hostAgentPID":11,"driverPID":12,"limaVersion":"2.2.0","param":{},"config":{}})"
      "\n");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].name, "sandtray");
  EXPECT_EQ(all[0].status, "Running");
  EXPECT_EQ(all[0].folder, "/h/sandtray");
  EXPECT_EQ(all[0].processors, 4);
  EXPECT_EQ(all[0].memory, 4294967296u);
  EXPECT_EQ(all[0].disk, 42949672960u);
  EXPECT_EQ(all[0].ssh_port, 45678);
  EXPECT_EQ(all[0].host_agent, 11);
  EXPECT_EQ(all[0].driver, 12);
}

TEST(LimaList, ABrokenRowHasAsMuchAsItSays) {
  const auto all = parse_lima_list(
      R"({"name":"sandtray","dir":"/h/sandtray","status":"Broken","errors":["no lima.yaml",7]})");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].status, "Broken");
  EXPECT_THAT(all[0].errors, testing::ElementsAre("no lima.yaml"));
  EXPECT_EQ(all[0].host_agent, 0);
}

TEST(LimaList, WhatIsNoRowIsLeftOut) {
  const auto all = parse_lima_list(
      "level=warning msg=\"odd\"\n[]\n{}\n{\"name\":7}\n{\"name\":\"a\",\"cpus\":\"many\"}\n"
      "{\"name\":\"b\",\"sta");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].name, "a");
  EXPECT_EQ(all[0].processors, 0);
  EXPECT_TRUE(parse_lima_list("").empty());
}

TEST(LimaList, OursIsFoundAmongOthers) {
  constexpr auto list =
      "{\"name\":\"sandtray2\"}\n{\"name\":\"sandtray\",\"status\":\"Stopped\"}\n";
  EXPECT_EQ(find_instance(list, "sandtray")->status, "Stopped");
  EXPECT_FALSE(find_instance(list, "sandtra"));
}

TEST(LimaLog, TheFatalLineCounts) {
  const auto log = parse_lima_log(R"({"level":"info","msg":"Attempting"})"
                                  "\n"
                                  R"({"level":"error","msg":"first"})"
                                  "\n"
                                  R"({"level":"fatal","msg":"it is over"})"
                                  "\n"
                                  R"({"level":"error","msg":"an echo"})"
                                  "\n");
  EXPECT_EQ(log.fatal, "it is over");
}

TEST(LimaLog, WithoutAFatalLineTheLastErrorCounts) {
  EXPECT_EQ(parse_lima_log(R"({"level":"error","msg":"a"}
{"level":"error","msg":"b","error":"the cause"})")
                .fatal,
            "b: the cause");
}

TEST(LimaLog, LinesThatAreNoJsonAreNoError) {
  const auto log = parse_lima_log(
      "A message of the template\n{\"level\":\"fatal\",\"msg\":\"x\"}\n{\"level\":\n\n");
  EXPECT_EQ(log.fatal, "x");
  EXPECT_EQ(log.last_plain, "{\"level\":");
}

TEST(LimaErrors, SayWhatLimactlSaid) {
  const auto error = lima_error("cannot start it", 1, R"({"level":"fatal","msg":"no luck"})");
  EXPECT_EQ(error.code, Code::unavailable);
  EXPECT_EQ(error.message, "cannot start it: no luck");
  EXPECT_EQ(lima_error("cannot start it", 1, "qemu: gone\n").message,
            "cannot start it: qemu: gone");
  EXPECT_EQ(lima_error("cannot start it", 137, "").message,
            "cannot start it: limactl ended with 137");
}

TEST(LimaErrors, HaveAHintForWhatPeopleMeet) {
  EXPECT_THAT(lima_error("x", 1, "Could not access KVM kernel module: Permission denied").hint,
              HasSubstr("usermod -aG kvm"));
  EXPECT_THAT(lima_error("x", 1, "write /a: no space left on device").hint, HasSubstr("room"));
}

TEST(LimaErrors, HostileTextIsStripped) {
  const auto error =
      lima_error("x", 1, "{\"level\":\"fatal\",\"msg\":\"\\u001b]0;owned\\u0007 \\u202egone\"}");
  EXPECT_EQ(error.message, "x: gone");
}

}  // namespace
}  // namespace sandtray::provision
