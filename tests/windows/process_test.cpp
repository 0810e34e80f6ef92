// SPDX-License-Identifier: MIT
// Programs are started with exactly the words, variables and handles that were named.
#include "platform/process.h"

#include <random>

#include "platform/command_line.h"
#include "platform/file.h"
#include "platform/paths.h"
#include "platform/spawn.h"
#include "support/temp_dir.h"
#include "windows/run_child.h"

namespace sandtray::platform {
namespace {

using std::chrono::seconds;
using test::child;
using test::hex;
using test::options_for;
using test::own_name;
using test::read_all;
using test::run;
using testing::HasSubstr;

TEST(CommandLine, WordsThatAreHardToCutArriveWhole) {
  const std::vector<std::string> argv = {child,
                                         "",
                                         " ",
                                         "a b",
                                         "\"",
                                         "\\",
                                         "\\\\",
                                         "\\\"",
                                         "a\\\\\"b",
                                         "c:\\dir\\",
                                         "c:\\my dir\\\\",
                                         "tab\there",
                                         "line\nend",
                                         "%PATH%",
                                         "^&|<>()!",
                                         "'",
                                         "\xd0\xb7\xf0\x9f\x98\x80",
                                         "*",
                                         "?",
                                         "--",
                                         ""};
  auto expected = argv;
  expected[0] = own_name;
  EXPECT_EQ(run(argv).text, hex(expected));
}

// The line is cut by the runtime of another program: what comes back is what was meant.
TEST(CommandLine, RandomWordsArriveWhole) {
  std::mt19937 random(20260);
  const std::vector<std::string> pieces = {"\"", "\\", " ",  "\t", "a",       "%",
                                           "^",  "&",  "\n", "'",  "\xc3\xa9"};
  for (int round = 0; round < 20; ++round) {
    std::vector<std::string> argv = {child};
    for (int words = 0; words < 60; ++words) {
      std::string word;
      for (auto length = random() % 9; length > 0; --length)
        word += pieces[random() % pieces.size()];
      argv.push_back("w" + word);
      argv.push_back(std::move(word));
    }
    auto expected = argv;
    expected[0] = own_name;
    ASSERT_EQ(run(argv).text, hex(expected)) << "round " << round;
  }
}

TEST(CommandLine, WhatCannotBeCarriedIsAnError) {
  EXPECT_EQ(command_line({"a", std::string("b\0c", 3)}).error().code, Code::usage);
  EXPECT_EQ(command_line({"a", "\xff"}).error().code, Code::usage);
  EXPECT_EQ(command_line({"a\"b"}).error().code, Code::usage);
  EXPECT_EQ(command_line({"a", std::string(40000, 'x')}).error().code, Code::usage);
}

TEST(Spawn, TellsHowItEnded) {
  EXPECT_EQ(run({child, "exit", "0"}).ended.code, 0);
  EXPECT_EQ(run({child, "exit", "7"}).ended.code, 7);
  const auto crash = run({child, "crash"}).ended;
  EXPECT_EQ(crash.signal, 11);
  EXPECT_EQ(crash.code, 139);
}

TEST(Spawn, GivesTheNamedEnvironmentAndNoMore) {
  const auto root = current_environment().at("SYSTEMROOT");
  const auto said = run({child, "environment"}, [&](SpawnOptions& options) {
    options.env = {{"SystemRoot", root}, {"b", "2=3"}, {"A", "\xd0\xb7"}};
  });
  EXPECT_THAT(said.text, HasSubstr("A=\xd0\xb7\n"));
  EXPECT_THAT(said.text, HasSubstr("B=2=3\n"));
  EXPECT_EQ(said.text.find("USERPROFILE"), std::string::npos) << said.text;
  EXPECT_EQ(said.text.find("SANDTRAY"), std::string::npos) << said.text;
}

TEST(Spawn, StartsInTheNamedFolder) {
  const test::TempDir folder;
  const auto said = run({child, "folder"}, [&](auto& options) { options.folder = folder.path(); });
  EXPECT_EQ(said.text, folder.path());
  auto nowhere = options_for({child});
  nowhere.folder = folder / "missing";
  EXPECT_THAT(spawn(nowhere).error().message, HasSubstr("cannot enter the folder"));
}

// Without one, what a console program starts would get one of its own, with a window.
TEST(Spawn, GivesAConsoleThatNobodySees) {
  const auto apart =
      run({child, "which-console"}, [](auto& options) { options.new_session = true; });
  EXPECT_EQ(apart.text, "one that nobody sees");
  const auto free = run({child, "which-console"}, [](auto& options) { options.detached = true; });
  EXPECT_EQ(free.text, "none");
}

// Where CreateProcess takes no longer folder, wine 8 starts the program in another one.
TEST(Spawn, StartsInALongFolderOrNotAtAll) {
  const test::TempDir dir;
  for (const std::size_t size : {200u, 257u, 258u, 259u, 262u, 300u}) {
    auto folder = std::string(dir / "x");
    const auto shown = [&] { return plain_path(folder).size(); };
    while (shown() + 50 < size) folder += "/" + std::string(40, 'x');
    folder += "/" + std::string(size - shown() - 1, 'y');
    ASSERT_TRUE(make_private_folder(folder)) << size;
    ASSERT_EQ(shown(), size);
    ASSERT_TRUE(write_file(folder + "/here", ""));
    auto options = options_for({child, "folder"});
    options.folder = folder;
    auto pipe = make_pipe();
    options.output = pipe->second.get();
    const auto pid = spawn(options);
    pipe->second.reset();
    if (!pid) {
      EXPECT_GT(size, 258u);
      EXPECT_EQ(pid.error().code, Code::refused) << pid.error().message;
      continue;
    }
    const auto there = read_all(pipe->first.get());
    EXPECT_TRUE(exists(there + "/here")) << there;  // by another name if it is long
    EXPECT_TRUE(size > 258 || there == folder) << there;
    wait_for(*pid);
  }
}

TEST(Spawn, WhatCannotStartIsAnErrorHere) {
  EXPECT_EQ(spawn(options_for({"no-such-program"})).error().code, Code::unavailable);
  EXPECT_EQ(spawn(options_for({"C:/no/such/program"})).error().code, Code::unavailable);
  const test::TempDir folder;
  ASSERT_TRUE(write_file(folder / "text.exe", "not a program"));
  EXPECT_EQ(spawn(options_for({folder / "text.exe"})).error().code, Code::unavailable);
}

TEST(Spawn, WhatIsNoTerminalIsRefusedRatherThanLeftOut) {
  auto options = options_for({child});
  options.terminal = 1;
  EXPECT_EQ(spawn(options).error().code, Code::internal);
}

TEST(Spawn, PassesHandlesByTheirNumbers) {
  const auto said = run({child, "handle"}, [](SpawnOptions& options) {
    options.inherited = {{options.output, 7}};
    options.output = no_handle;
  });
  EXPECT_EQ(said.text, "through seven");
}

TEST(Spawn, AProgramReadsWhatWeWrite) {
  auto input = make_input_pipe();
  ASSERT_TRUE(input);
  ASSERT_EQ(write_some(input->second.get(), "hello").bytes, 5u);
  input->second.reset();
  const auto said =
      run({child, "echo"}, [&](auto& options) { options.input = input->first.get(); });
  EXPECT_EQ(said.text, "hello");
}

TEST(Spawn, AChildIsKilledAndReapedOnce) {
  const auto pid = spawn(options_for({child, "tree", "0"}));
  ASSERT_TRUE(pid) << pid.error().message;
  EXPECT_FALSE(reap(*pid));
  EXPECT_TRUE(send_signal(*pid, 0));
  EXPECT_FALSE(send_signal(*pid, 15));
  EXPECT_TRUE(send_signal(*pid, 9));
  const auto ended = wait_for(*pid);
  EXPECT_EQ(ended.signal, 9);
  EXPECT_EQ(ended.code, 137);
  EXPECT_FALSE(reap(*pid));
  EXPECT_FALSE(send_signal(*pid, 0));
}

class JobTest : public testing::Test {
 protected:
  JobTest() {
    auto options = options_for({child, "tree", "2"});
    options.output = pipe_->second.get();
    const auto pid = spawn_in(options, &*job_);
    EXPECT_TRUE(pid) << pid.error().message;
    pipe_->second.reset();
    EXPECT_THAT(read_all(pipe_->first.get(), "\n"), HasSubstr("ready "));
    EXPECT_GE(job_->size(), 3u);  // with the consoles that nobody sees, more
    pid_ = pid.value_or(0);
  }

  Result<std::pair<OwnedHandle, OwnedHandle>> pipe_ = make_pipe();
  Result<Job> job_ = Job::create();
  ProcessId pid_ = 0;
};

TEST_F(JobTest, EndsTheWholeTree) {
  EXPECT_TRUE(job_->end(5, seconds(20)));
  EXPECT_EQ(job_->size(), 0u);
  EXPECT_EQ(read_all(pipe_->first.get()), "");  // nobody holds it open any more
  EXPECT_EQ(wait_for(pid_).code, 5);
}

TEST_F(JobTest, ItsEndIsTheTreesEnd) {
  job_ = fail(Code::internal, "closed, as when we are killed");
  EXPECT_EQ(read_all(pipe_->first.get()), "");
}

TEST(Pipe, AFullOneMakesNobodyWaitWhoDoesNotWant) {
  auto pipe = make_pipe();
  ASSERT_TRUE(pipe);
  ASSERT_TRUE(set_blocking(pipe->first.get(), false));
  char buffer[16];
  EXPECT_EQ(read_some(pipe->first.get(), buffer, sizeof buffer).state, IoState::would_block);
  EXPECT_TRUE(is_pipe(pipe->second.get()));
  ASSERT_EQ(write_some(pipe->second.get(), "abc").bytes, 3u);
  EXPECT_EQ(read_some(pipe->first.get(), buffer, 2).bytes, 2u);
  pipe->second.reset();
  EXPECT_EQ(read_all(pipe->first.get()), "c");
  EXPECT_EQ(read_some(pipe->first.get(), buffer, sizeof buffer).state, IoState::closed);
}

}  // namespace
}  // namespace sandtray::platform
