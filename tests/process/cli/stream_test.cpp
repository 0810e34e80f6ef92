// SPDX-License-Identifier: MIT
// Output that goes to a pipe: what a slow reader, a full disk and a closed pipe make of it.
#include <sys/stat.h>
#include <unistd.h>

#include "platform/file.h"
#include "process/cli/world.h"
#include "support/small_disk.h"

namespace sandtray::test {
namespace {

using ::testing::HasSubstr;

class Stream : public World {
 protected:
  Finished shell(const std::string& script) {
    return run_command({"sh", "-c", script}, env_, "", workspace_);
  }
  std::string program_ = SANDTRAY_BIN_DIR "/sandtray";
};

TEST_F(Stream, SaysHowMuchASlowReaderHasLost) {
  write(dir_ / "config/sandtray/config.json", R"({"log_mib": 1})");
  ASSERT_EQ(mkfifo((workspace_ + "/go").c_str(), 0600), 0);
  // Nobody reads before the agent has written everything.
  const auto finished = shell(
      "{ " + program_ +
      " run shell -m host -- -c 'head -c 8000000 /dev/zero | tr \"\\0\" x; echo >go' </dev/null;"
      " echo rc=$? >&2; : <>go; } | { read x <go; wc -c; }");
  EXPECT_THAT(finished.err, HasSubstr("rc=70"));
  EXPECT_THAT(finished.err, HasSubstr("log_mib"));
  const auto at = finished.err.find(" bytes of the output are lost: they came faster");
  ASSERT_NE(at, std::string::npos) << finished.err;
  const auto start = finished.err.rfind(' ', at - 1) + 1;
  const auto lost = std::stoll(finished.err.substr(start, at - start));
  EXPECT_GT(lost, 0);
  EXPECT_EQ(std::stoll(finished.out) + lost, 8000000);
}

TEST_F(Stream, SaysThatTheDiskIsFullAndHowMuchThatHasLost) {
  if (geteuid() != 0) GTEST_SKIP() << "needs root, to mount a small file system";
  std::filesystem::create_directories(dir_ / "state");
  const SmallDisk disk(dir_ / "state", "512k");
  if (!disk.mounted()) GTEST_SKIP() << "mounting is not permitted here";
  const auto finished = script("head -c 4000000 /dev/zero | tr '\\0' x", "host");
  EXPECT_EQ(finished.status, 70);
  EXPECT_THAT(finished.err, HasSubstr("No space left on device"));
  EXPECT_THAT(finished.err, HasSubstr(" bytes of the output are lost: the session's log could"));
  const auto lacks = testing::ContainsRegex("lacks [0-9]+ bytes of the output, which the disk");
  const auto listed = sandtray({"ls", "--all", "--json"});
  EXPECT_THAT(listed.err, lacks);
  const auto id = Json::parse(listed.out).at(0).at("id").get<std::string>();
  EXPECT_THAT(sandtray({"logs", id}).err, lacks);
}

TEST_F(Stream, OnATerminalOnlyHarmlessSequencesPass) {
  const std::string hostile =
      "printf 'one\\033]52;c;ZXZpbA==\\007two\\033]52;c;?\\007\\033[21t\\033P$qm\\033\\\\"
      "\\033[31mred\\033[0m\\033[?2004h end\\n'";
  // Input from a file and output on a terminal: no attached session but a stream.
  write(workspace_ + "/hostile", hostile);
  OnTerminal run({"sh", "-c", program_ + " run shell -m host --name h -- hostile </dev/null"}, env_,
                 workspace_);
  EXPECT_EQ(run.status(), 0);
  EXPECT_TRUE(run.shows("onetwo\033[31mred\033[0m\033[?2004h end")) << run.screen();
  EXPECT_TRUE(run.shows("\033[?2004l")) << "what was set is undone";
  OnTerminal logs({program_, "logs", "--raw", "h"}, env_, workspace_);
  EXPECT_EQ(logs.status(), 0);
  for (const auto& screen : {run.screen(), logs.screen()}) {
    EXPECT_EQ(screen.find("]52;"), std::string::npos);
    EXPECT_EQ(screen.find("[21t"), std::string::npos);
    EXPECT_EQ(screen.find("$q"), std::string::npos);
  }
  EXPECT_THAT(sandtray({"logs", "--raw", "h"}).out, HasSubstr("]52;c;ZXZpbA==")) << "not in a pipe";
}

TEST_F(Stream, ATerminalAsInputIsTheEndOfTheAgentsInput) {
  OnTerminal run(
      {"sh", "-c", program_ + " run shell -m host -- -c 'cat; echo hi; exit 2' >out; echo rc=$?"},
      env_, workspace_);
  EXPECT_TRUE(run.shows("rc=2")) << run.screen();
  EXPECT_EQ(run.status(), 0);
  EXPECT_EQ(platform::read_file(workspace_ + "/out").value_or(""), "hi\n");
}

TEST_F(Stream, CtrlCStopsASessionWhoseOutputIsPiped) {
  OnTerminal run({"sh", "-c",
                  "trap : INT; " + program_ +
                      " run shell -m host --name p -- -c 'echo ready; exec sleep 600' |"
                      " cat; echo over"},
                 env_, workspace_);
  ASSERT_TRUE(run.shows("ready")) << run.screen();
  run.type("\x03");
  EXPECT_TRUE(run.shows("over")) << run.screen();
  const auto id = list().at(0).at("id").get<std::string>();
  ASSERT_TRUE(platform::wait_until_unlocked(folder_of(id) + "/host.lock"));
  EXPECT_THAT(sandtray({"ls"}).out, HasSubstr("No live sessions"));
}

TEST_F(Stream, AClosedStandardHandleIsNobodyElses) {
  const auto run = "timeout -k 1 30 " + program_ + " run shell -m host -- -c 'echo hi; exit 3'";
  const auto input = shell(run + " <&-");
  EXPECT_EQ(input.status, 3);
  EXPECT_EQ(input.out, "hi\n");
  EXPECT_EQ(shell(run + " 2>&-").status, 3);
  EXPECT_EQ(shell(run + " >&-").status, 70);
}

TEST_F(Stream, FollowedEventsEndWithTheirReader) {
  ASSERT_EQ(script("true", "host").status, 0);
  const auto events = "timeout -k 1 30 " + program_ + " events -f";
  EXPECT_EQ(shell("{ " + events + "; echo rc=$? >&2; } | head -n 1").err, "rc=141\n");
  const auto full = shell(events + " >/dev/full");
  EXPECT_EQ(full.status, 70);
  EXPECT_THAT(full.err, HasSubstr("cannot write to standard output"));
}

TEST_F(Stream, LogsEndWhereTheOutputWasAtTheStart) {
  ASSERT_EQ(mkfifo((workspace_ + "/go").c_str(), 0600), 0);
  const auto id = start("yes | head -n 500000; echo ready; read x <go; echo more", "host");
  ASSERT_EQ(shell(program_ + " logs -f " + id + " | grep -q ready").status, 0);
  // It cannot write everything before the session has written more.
  const auto printed = shell(program_ + " logs " + id + " | { head -c 1; echo >go; " + program_ +
                             " wait " + id + "; cat; } | grep -E 'ready|more'");
  EXPECT_EQ(printed.out, "ready\n");
}

TEST_F(Stream, AnOutputThatCannotBeWrittenIsAnErrorOfItsOwn) {
  ASSERT_EQ(script("seq 1 10000", "host").status, 0);
  const std::string id = list().at(0).at("id");
  for (const auto& words : {std::string("agents --json"), "logs " + id, "logs --raw " + id,
                            std::string("run shell -m host -- -c 'yes'")}) {
    const auto finished = shell(program_ + " " + words + " </dev/null >/dev/full");
    EXPECT_EQ(finished.status, 70) << words;
    EXPECT_THAT(finished.err, HasSubstr("cannot write to standard output")) << words;
  }
  for (const auto& session : list()) EXPECT_FALSE(session.at("alive"));
}

}  // namespace
}  // namespace sandtray::test
