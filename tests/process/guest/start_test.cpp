// SPDX-License-Identifier: MIT
// The first program in a sandbox, outside of one. Its report goes to standard error here.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "platform/identity.h"
#include "support/command.h"
#include "support/temp_dir.h"

namespace sandtray::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class GuestStart : public ::testing::Test {
 protected:
  GuestStart() {
    std::ofstream(dir_ / "one");
    std::filesystem::create_directory(dir_ / "two\nlines");
  }

  static std::string record(const std::string& source, const std::string& path) {
    const auto is = platform::identify(source);
    EXPECT_TRUE(is);
    return std::to_string(is->device) + " " + std::to_string(is->inode) + " " + path + '\0';
  }
  Finished start(const std::string& list, std::vector<std::string> program) {
    std::ofstream(dir_ / "list") << list;
    program.insert(program.begin(),
                   {SANDTRAY_BIN_DIR "/sandtray-guest", "start", "2", dir_ / "list", "--"});
    return run_command(program, make_world(dir_.path()));
  }

  TempDir dir_;
};

TEST_F(GuestStart, BecomesTheAgentWhenEveryMountIsWhatItShouldBe) {
  const auto list =
      record(dir_ / "one", dir_ / "one") + record(dir_ / "two\nlines", dir_ / "two\nlines");
  const auto done = start(list, {"/bin/sh", "-c", "echo $0 $1; exit 7", "a b", "c"});
  EXPECT_EQ(done.status, 7);
  EXPECT_EQ(done.out, "a b c\n");
  EXPECT_EQ(done.err, "ok\n");
}

TEST_F(GuestStart, TheAgentDoesNotGetTheReport) {
  EXPECT_EQ(start("", {"/bin/sh", "-c", "test ! -e /dev/fd/2"}).status, 0);
}

TEST_F(GuestStart, AnotherFileIsNamedAndNothingRuns) {
  const auto done =
      start(record(dir_ / "one", dir_ / "one") + record(dir_ / "one", dir_ / "two\nlines"),
            {"/bin/echo", "ran"});
  EXPECT_EQ(done.status, 126);
  EXPECT_EQ(done.out, "");
  EXPECT_EQ(done.err, dir_ / "two\nlines was replaced while the sandbox was made");
}

TEST_F(GuestStart, ALinkInTheFilesPlaceIsAnother) {
  std::filesystem::create_symlink(dir_ / "one", dir_ / "link");
  EXPECT_THAT(start(record(dir_ / "one", dir_ / "link"), {"/bin/echo", "ran"}).err,
              HasSubstr("link was replaced"));
  EXPECT_THAT(start(record(dir_ / "one", dir_ / "gone"), {"/bin/echo", "ran"}).err,
              StartsWith("cannot look at " + dir_.path() + "/gone: No such file"));
}

TEST_F(GuestStart, ADamagedListStartsNothing) {
  using namespace std::string_literals;
  for (const auto& list : {"1 2 /"s, "x\0"s, "1\0"s, "1 \0"s, "1 x /\0"s, "\0"s}) {
    const auto done = start(list, {"/bin/echo", "ran"});
    EXPECT_EQ(done.status, 126) << list;
    EXPECT_EQ(done.out, "") << list;
  }
}

TEST_F(GuestStart, AProgramThatCannotBeStartedIsNamed) {
  const auto done = start("", {"/no/such/program"});
  EXPECT_EQ(done.status, 126);
  EXPECT_EQ(done.err, "ok\ncannot start /no/such/program: No such file or directory");
}

}  // namespace
}  // namespace sandtray::test
