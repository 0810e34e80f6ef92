// SPDX-License-Identifier: MIT
// What a person sees who attaches in the middle of a session.
#include <gtest/gtest.h>

#include "support/session_host.h"

namespace sandtray::test {
namespace {

using session::FrameType;

bool is_replayed(const Talk& talk) {
  return talk.replay_size.has_value();
}

TEST(HostReplay, GivesTheLastPartOfALongOutputFromACleanStart) {
  SessionHost host;
  host.run_shell(numbered(100'000) + "echo last; read -r go");
  ASSERT_TRUE(host.start());
  ASSERT_TRUE(eventually([&] { return host.log().find("last\r\n") != std::string::npos; }));
  HostClient client(host.socket());
  client.attach();
  ASSERT_TRUE(client.read_until(is_replayed));
  const auto& output = client.talk().output;
  EXPECT_GE(*client.talk().replay_size, 256u << 10);
  EXPECT_LE(*client.talk().replay_size, 400u << 10);
  EXPECT_EQ(output.substr(0, 5), "line ");
  EXPECT_TRUE(host.log().ends_with(output));
}

TEST(HostReplay, WithoutOneOnlyWhatIsNewComes) {
  SessionHost host;
  host.run_shell("echo old; read -r go; echo new; read -r go");
  ASSERT_TRUE(host.start());
  ASSERT_TRUE(eventually([&] { return host.log() == "old\r\n"; }));
  HostClient client(host.socket());
  client.attach(24, 80, false);
  client.send(FrameType::input, "\r");
  ASSERT_TRUE(client.read_until_output("new"));
  EXPECT_EQ(client.talk().output.find("old"), std::string::npos);
  EXPECT_EQ(client.talk().replay_size, 0u);
}

TEST(HostSize, FollowsTheLastActiveClient) {
  SessionHost host;
  host.spec.rows = 24;
  host.spec.columns = 80;
  host.run_shell("trap 'stty size' WINCH; stty size; echo up; while :; do sleep 0.02; done");
  ASSERT_TRUE(host.start());
  HostClient wide(host.socket());
  wide.attach(40, 132);
  ASSERT_TRUE(wide.read_until_output("40 132"));
  HostClient narrow(host.socket());
  narrow.attach(20, 60);
  ASSERT_TRUE(wide.read_until_output("20 60"));
  wide.forget_output();
  wide.send(FrameType::input, " ");
  ASSERT_TRUE(wide.read_until_output("40 132"));
  narrow.send(FrameType::resize, dump_json({{"rows", 21}, {"columns", 61}}));
  ASSERT_TRUE(wide.read_until_output("21 61"));
}

TEST(HostSize, AnAttachOfTheSameSizeMakesAFullScreenProgramRepaint) {
  SessionHost host;
  host.run_shell(
      "trap 'stty size' WINCH; printf '\\033[?1049h'; echo up; while :; do sleep 0.02; done");
  ASSERT_TRUE(host.start());
  HostClient client(host.socket());
  client.attach(24, 80);
  ASSERT_TRUE(client.read_until_output("up"));
  HostClient second(host.socket());
  second.attach(24, 80);
  ASSERT_TRUE(client.read_until_output("24 80"));
}

TEST(HostSize, AnAttachOfTheSameSizeLeavesALineProgramAlone) {
  SessionHost host;
  host.run_shell("trap 'echo winch' WINCH; echo up; read -r go; echo done; read -r go");
  ASSERT_TRUE(host.start());
  HostClient client(host.socket());
  client.attach(24, 80);
  ASSERT_TRUE(client.read_until_output("up"));
  client.send(FrameType::input, "go\r");
  ASSERT_TRUE(client.read_until_output("done"));
  EXPECT_EQ(client.talk().output.find("winch"), std::string::npos);
}

TEST(HostReplay, BeginsWithTheModesThatTheAgentHasSetLongBefore) {
  SessionHost host;
  host.run_shell(
      "stty -echo; printf '\\033[?1049h\\033[?2004h\\033[?1002h\\033[?1006h\\033[?25l'; " +
      numbered(100'000) + "printf '\\033[?1002l'; echo last; read -r go");
  ASSERT_TRUE(host.start());
  ASSERT_TRUE(eventually([&] { return host.log().find("last\r\n") != std::string::npos; }));
  HostClient client(host.socket());
  client.attach();
  ASSERT_TRUE(client.read_until(is_replayed));
  const auto prelude = client.talk().output.substr(0, client.talk().output.find("line "));
  for (const auto* mode : {"1049h", "2004h", "1006h", "25l"}) {
    EXPECT_NE(prelude.find(mode), std::string::npos) << mode;
  }
  EXPECT_EQ(prelude.find("1002h"), std::string::npos) << "switched off since";
}

TEST(HostReplay, StartsBetweenSequencesAndCharactersWhereverTheLogWasCut) {
  for (const auto* unit :
       {"\\033[31mr\\033[0m", "\\303\\244\\342\\202\\254", "\\033]0;a title\\007x"}) {
    SessionHost host;
    host.run_shell(
        "i=0; u=$(printf '" + std::string(unit) +
        "'); for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do u=$u$u; "
        "[ ${#u} -gt 400000 ] && break; done; printf %s \"$u\"; printf '\\nlast'; read -r go");
    ASSERT_TRUE(host.start());
    ASSERT_TRUE(eventually([&] { return host.log().ends_with("last"); }));
    HostClient client(host.socket());
    client.attach();
    ASSERT_TRUE(client.read_until(is_replayed));
    const auto log = host.log();
    auto seen = client.talk().output;
    const std::string title = "\033]0;a title\033\\";  // restored before the replay
    if (seen.starts_with(title)) seen.erase(0, title.size());
    ASSERT_TRUE(log.ends_with(seen)) << unit;
    EXPECT_GE(seen.size(), 256u << 10);
    const auto first = static_cast<unsigned char>(seen[0]);
    EXPECT_TRUE(first == 0x1B || first == 'x' || first == 'r' || (first & 0xC0) == 0xC0)
        << static_cast<int>(first);
  }
}

}  // namespace
}  // namespace sandtray::test
