// SPDX-License-Identifier: MIT
// Sessions from their start to their end: what they pass on, who survives whom, and what is told.
#include <sstream>

#include "platform/signals.h"
#include "platform/socket.h"
#include "platform/tree.h"
#include "windows/session.h"

namespace sandtray::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(WindowsSession, NothingRunsUnconfinedByAccident) {
  const auto finished = sandtray({"run", "-w", workspace_, "child", "--", "exit", "0"});
  EXPECT_EQ(finished.status, 69);
  EXPECT_THAT(finished.err, HasSubstr("the method \"wsl\" is not there yet"));
  EXPECT_THAT(sandtray({"ls", "--all"}).out, HasSubstr("No "));
}

TEST_F(WindowsSession, NoNameLeadsOutOfItsFolder) {
  ASSERT_EQ(sandtray(run_words({}, {"exit", "0"})).status, 0);
  const auto precious = dir_ / "local/precious";
  ASSERT_TRUE(platform::make_private_folder(precious));
  ASSERT_TRUE(platform::write_file(precious + "/work.txt", "of years"));
  for (const std::string word : {R"(x\..\..\..\..\precious)", R"(..\..\..\precious)"}) {
    EXPECT_EQ(sandtray({"rm", word}).status, 66) << word;
    EXPECT_TRUE(platform::exists(precious + "/work.txt")) << word;
  }
  for (const std::string name : {R"(x\..\..\..\..\work\evil)", R"(..\..\..\work\evil)"}) {
    const Json preset = {{"name", name}, {"title", "Evil"}, {"command", child_}};
    ASSERT_TRUE(platform::write_file(workspace_ + "/evil.json", dump_json(preset)));
    const auto run = sandtray(
        {"run", "-m", "host", "-w", workspace_, "--name", "evil", name, "--", "exit", "0"});
    EXPECT_EQ(run.status, 64) << name;
    EXPECT_THAT(run.err, HasSubstr("there is no agent")) << name;
  }
}

TEST_F(WindowsSession, PassesInputOutputAndTheStatusOn) {
  const auto echoed = sandtray(run_words({}, {"echo"}), "hello \xd0\xb7");
  EXPECT_EQ(echoed.out, "hello \xd0\xb7");
  EXPECT_EQ(echoed.status, 0) << echoed.err;
  EXPECT_THAT(echoed.err, HasSubstr("nothing is confined"));
  EXPECT_EQ(sandtray(run_words({}, {"exit", "7"})).status, 7);
  const std::string all(300'000, 'x');
  EXPECT_EQ(sandtray(run_words({}, {"echo"}), all).out.size(), all.size());
}

TEST_F(WindowsSession, TheShellIsThatOfTheSystem) {
  const auto said = sandtray({"run", "-m", "host", "-w", workspace_, "shell", "--", "/d", "/c",
                              "echo %SANDTRAY_SESSION%&exit 3"});
  EXPECT_EQ(said.status, 3) << said.err;
  EXPECT_EQ(said.out.size(), 10u) << said.out;  // an id and the line's end
}

// Windows does not tell names of variables apart by capitals.
TEST_F(WindowsSession, AVariableIsPassedOnHoweverItsNameIsWritten) {
  env_["MyTok"] = "secret-1";
  env_["OTHER"] = "secret-2";
  env_["Shadowed"] = "of-the-person";
  ASSERT_TRUE(platform::write_file(dir_ / "roaming/sandtray/config.json",
                                   R"({"pass_env": ["mytok", "SHADOWED", "NotSet"]})"));
  const Json preset = {{"name", "child"},
                       {"title", "Child"},
                       {"command", platform::find_executable("cmd.exe")},
                       {"pass_env", {"Other"}},
                       {"env", {{"shadowed", "of-the-preset"}}}};
  ASSERT_TRUE(platform::write_file(dir_ / "roaming/sandtray/agents/child.json", dump_json(preset)));
  const auto said = sandtray(run_words({}, {"/d", "/c", "echo %MYTOK% %OTHER% %SHADOWED%"}));
  EXPECT_THAT(said.out, HasSubstr("secret-1 secret-2 of-the-preset")) << said.err;
}

TEST_F(WindowsSession, OutlivesTheCommandThatStartedIt) {
  const auto id = start({"deaf"});
  ASSERT_TRUE(shows(id, "ready"));
  const auto list = Json::parse(sandtray({"ls", "--json"}).out);
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].at("id"), id);
  EXPECT_EQ(list[0].at("method"), "host");
  EXPECT_GT(list[0].at("pid").get<int>(), 0);
  EXPECT_EQ(sandtray({"stop", "--timeout", "1", id}).status, 0);
  EXPECT_EQ(Json::parse(sandtray({"ls", "--json"}).out).size(), 0u);
}

TEST_F(WindowsSession, IsAskedToEndBeforeItIsEnded) {
  const auto id = start({"ctrl-c"});
  ASSERT_TRUE(shows(id, "ready"));
  EXPECT_EQ(sandtray({"stop", id}).status, 0);
  EXPECT_THAT(log(id), HasSubstr("asked"));
  EXPECT_EQ(sandtray({"wait", id}).status, 42);
  const auto all = events(id);
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(all.front().at("type"), "started");
  EXPECT_EQ(all.back().at("type"), "ended");
  EXPECT_EQ(all.back().at("state"), "exited");
  EXPECT_EQ(all.back().at("kind"), "stopped");
  EXPECT_EQ(all.back().at("exit_code"), 42);
}

TEST_F(WindowsSession, WithoutATerminalItIsAskedToo) {
  auto words = run_words({"--name", "piped"}, {"ctrl-c"});
  words.insert(words.begin(), program_);
  platform::SpawnOptions options;
  options.argv = words;
  options.env = env_;
  auto out = platform::make_pipe();
  options.output = out->second.get();
  const auto pid = platform::spawn(options);
  ASSERT_TRUE(pid) << pid.error().message;
  ASSERT_TRUE(
      platform::wait_readable(out->first.get(), platform::Clock::now() + std::chrono::seconds(30)));
  EXPECT_EQ(sandtray({"stop", "piped"}).status, 0);
  EXPECT_EQ(platform::wait_for(*pid).code, 42);
}

TEST_F(WindowsSession, ItsGrandchildrenEndWithIt) {
  const auto id = start({"tree", "2"});
  ASSERT_TRUE(shows(id, "ready "));
  const auto text = log(id);
  const auto at = text.find("ready ");
  ASSERT_NE(at, std::string::npos) << text;
  const auto key = platform::key_of(std::stoi(text.substr(at + 6)));
  ASSERT_TRUE(platform::is_alive(key));
  EXPECT_EQ(sandtray({"stop", "--timeout", "1", id}).status, 0);
  EXPECT_FALSE(platform::is_alive(key));
}

TEST_F(WindowsSession, ALostHostTakesItsTreeAlong) {
  const auto id = start({"tree", "1"});
  ASSERT_TRUE(shows(id, "ready "));
  const auto text = log(id);
  const auto key = platform::key_of(std::stoi(text.substr(text.find("ready ") + 6)));
  const auto folder = dir_ / "local/sandtray/state/sessions/" + id;
  const auto host = platform::read_file(folder + "/host.pid");
  ASSERT_TRUE(host) << host.error().message;
  ASSERT_TRUE(platform::send_signal(std::stoi(*host), platform::signals::kill));
  EXPECT_EQ(sandtray({"wait", id}).status, 70);
  EXPECT_THAT(sandtray({"ls", "--all"}).out, HasSubstr("host lost"));
  const auto deadline = platform::Clock::now() + std::chrono::seconds(10);
  while (platform::is_alive(key) && platform::Clock::now() < deadline) {
    (void)sandtray({"ls"});
  }
  EXPECT_FALSE(platform::is_alive(key));
  EXPECT_EQ(sandtray({"rm", id}).status, 0);
  EXPECT_FALSE(platform::exists(folder));
}

TEST_F(WindowsSession, EventsAreFollowedToTheEnd) {
  const auto id = start({"ctrl-c"});
  OnTerminal follower({child_, "console", program_, "events", "-f", id}, env_);
  EXPECT_TRUE(follower.shows("starting"));
  EXPECT_EQ(sandtray({"stop", id}).status, 0);
  EXPECT_TRUE(follower.shows("exited 42"));
  EXPECT_EQ(follower.status(), 0);
}

}  // namespace
}  // namespace sandtray::test
