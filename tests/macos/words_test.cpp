// SPDX-License-Identifier: MIT
// What the Mac's tray says to launchctl, open and osascript, and the files that it makes for them.
// Stand-ins on the PATH write down how they were called; the one for open does what a terminal
// does.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "platform/file.h"
#include "platform/paths.h"
#include "platform/process.h"
#include "platform/socket.h"
#include "support/temp_dir.h"
#include "tray/command_file.h"
#include "tray/launch_agent.h"
#include "tray/permission.h"
#include "tray/script_notification.h"
#include "tray/symbols.h"

namespace sandtray::tray {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto odd = R"-(it's "$(touch /tmp/planted)" & <b> `x` \ ü)-";

class StandIns : public testing::Test {
 protected:
  StandIns() {
    EXPECT_TRUE(platform::make_private_folder(temp_ / "bin"));
    EXPECT_EQ(mkfifo((temp_ / "calls").c_str(), 0600), 0);
    calls_.reset(open((temp_ / "calls").c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
    setenv("PATH", (temp_ / "bin" + ":" + path_).c_str(), 1);
  }
  ~StandIns() override { setenv("PATH", path_.c_str(), 1); }

  // Writes its name and arguments, one a line, and an empty line; then runs `body`.
  void put(const std::string& name, const std::string& body = "") {
    const auto script =
        "#!/bin/sh\nprintf '%s\\n' " + name + " \"$@\" '' >" + temp_ / "calls" + "\n" + body + "\n";
    ASSERT_TRUE(platform::write_file(temp_ / "bin/" + name, script, 0700));
  }

  // The lines up to the next empty one.
  std::vector<std::string> call() {
    const auto deadline = platform::Clock::now() + std::chrono::seconds(10);
    char buffer[4096];
    auto end = text_.find("\n\n");
    while (end == std::string::npos) {
      const auto io = platform::receive_some(calls_.get(), buffer, sizeof buffer, deadline);
      if (io.state != platform::IoState::ok) {
        ADD_FAILURE() << "nobody called";
        return {};
      }
      text_.append(buffer, io.bytes);
      end = text_.find("\n\n");
    }
    auto lines = split(text_.substr(0, end), '\n');
    text_.erase(0, end + 2);
    return lines;
  }

  const std::string path_ = std::getenv("PATH");
  test::TempDir temp_;
  platform::OwnedHandle calls_;
  std::string text_;
};

// The strict reader's view of a property list.
Json read_plist(const std::string& path) {
  auto ends = platform::make_pipe();
  platform::SpawnOptions options;
  options.argv = {"python3", SANDTRAY_SOURCE_DIR "/tests/macos/plist.py", path};
  options.env = platform::current_environment();
  options.output = ends->second.get();
  options.error = STDERR_FILENO;
  const auto pid = platform::spawn(options);
  ends->second.reset();
  std::string text;
  char buffer[4096];
  for (auto io = platform::read_some(ends->first.get(), buffer, sizeof buffer);
       io.state == platform::IoState::ok;
       io = platform::read_some(ends->first.get(), buffer, sizeof buffer)) {
    text.append(buffer, io.bytes);
  }
  EXPECT_EQ(platform::wait_for(*pid).code, 0);
  return parse_json(text, "plist").value_or(Json());
}

using CommandFile = StandIns;

TEST_F(CommandFile, RunsTheCommandWordForWordAndLeavesNothing) {
  put("open", "exec \"$1\"");
  put("agent");
  ASSERT_TRUE(open_command_file(temp_ / "files", {"agent", "attach", odd, ""}, ""));
  const auto opened = call();
  ASSERT_EQ(opened.size(), 2U);
  EXPECT_EQ(opened[0], "open");
  EXPECT_THAT(opened[1], testing::MatchesRegex(temp_ / "files/[0-9]+\\.command"));
  // The empty word at the end and the empty line after it are one.
  EXPECT_THAT(call(), ElementsAre("agent", "attach", odd));
  EXPECT_THAT(platform::list_folder(temp_ / "files"), IsEmpty());
}

TEST_F(CommandFile, GoesToTheApplicationThatThePersonHasChosen) {
  put("open");
  ASSERT_TRUE(open_command_file(temp_ / "files", {"agent"}, "My Terminal"));
  EXPECT_THAT(call(), ElementsAre("open", "-a", "My Terminal", HasSubstr(".command")));
}

TEST_F(CommandFile, IsForThePersonAlone) {
  put("open");
  ASSERT_TRUE(open_command_file(temp_ / "files", {"agent"}, ""));
  const auto opened = call();
  struct stat info {};
  ASSERT_EQ(stat(opened[1].c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0700U);
  ASSERT_EQ(stat((temp_ / "files").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0700U);
}

TEST_F(CommandFile, ThatNobodyOpenedGoesWithTheNextOne) {
  put("open");
  ASSERT_TRUE(platform::make_private_folder(temp_ / "files"));
  ASSERT_TRUE(platform::write_file(temp_ / "files/1000.command", "old"));
  ASSERT_TRUE(open_command_file(temp_ / "files", {"agent"}, ""));
  call();
  EXPECT_FALSE(platform::exists(temp_ / "files/1000.command"));
  EXPECT_EQ(platform::list_folder(temp_ / "files").size(), 1U);
}

TEST_F(CommandFile, AnApplicationThatDoesNotExistIsToldInTheWordsOfOpen) {
  put("open", "echo \"Unable to find application named 'Xterm'\" >&2; exit 1");
  const auto opening = open_command_file(temp_ / "files", {"agent"}, "Xterm");
  ASSERT_TRUE(opening);
  call();
  const auto done = opened(*opening, platform::wait_for(opening->pid).code);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "Unable to find application named 'Xterm'");
  EXPECT_THAT(done.error().hint, HasSubstr("iTerm"));
  EXPECT_THAT(platform::list_folder(temp_ / "files"), IsEmpty());
}

TEST_F(CommandFile, AFailureWithoutWordsHasItsStatus) {
  put("open", "exit 3");
  const auto opening = open_command_file(temp_ / "files", {"agent"}, "");
  ASSERT_TRUE(opening);
  call();
  const auto done = opened(*opening, platform::wait_for(opening->pid).code);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "open ended with 3");
}

TEST_F(CommandFile, StaysForTheTerminalOnceItIsOpened) {
  put("open", "echo 'a warning' >&2");
  const auto opening = open_command_file(temp_ / "files", {"agent"}, "");
  ASSERT_TRUE(opening);
  call();
  EXPECT_TRUE(opened(*opening, platform::wait_for(opening->pid).code));
  EXPECT_TRUE(platform::exists(opening->file));
}

TEST_F(CommandFile, IsRemovedWhereNothingOpensIt) {
  setenv("PATH", (temp_ / "bin").c_str(), 1);  // no open here
  const auto opened = open_command_file(temp_ / "files", {"agent"}, "");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Code::unavailable);
  EXPECT_THAT(platform::list_folder(temp_ / "files"), IsEmpty());
}

class LaunchAgentTest : public StandIns {
 protected:
  const std::string file_ = temp_ / "home/Library/LaunchAgents/sandtray.tray.plist";
};

TEST_F(LaunchAgentTest, IsReadByLaunchdAsItWasMeant) {
  put("launchctl");
  const LaunchAgent agent(temp_ / "home", odd);
  EXPECT_FALSE(agent.is_on());
  ASSERT_TRUE(agent.set(true));
  EXPECT_TRUE(agent.is_on());
  EXPECT_THAT(call(), ElementsAre("launchctl", "enable",
                                  "gui/" + std::to_string(getuid()) + "/sandtray.tray"));
  EXPECT_EQ(
      read_plist(file_),
      Json::parse(R"({
      "Label": "sandtray.tray", "RunAtLoad": true, "KeepAlive": {"SuccessfulExit": false},
      "ProcessType": "Interactive", "LimitLoadToSessionType": "Aqua",
      "AssociatedBundleIdentifiers": "sandtray.tray"})")
          .patch(Json::array(
              {{{"op", "add"}, {"path", "/ProgramArguments"}, {"value", Json::array({odd})}}})));
}

TEST_F(LaunchAgentTest, GoesWhenItIsSwitchedOff) {
  put("launchctl");
  const LaunchAgent agent(temp_ / "home",
                          "/Applications/Sandtray.app/Contents/MacOS/sandtray-tray");
  ASSERT_TRUE(agent.set(true));
  ASSERT_TRUE(agent.set(false));
  EXPECT_FALSE(agent.is_on());
  EXPECT_TRUE(agent.set(false));
  EXPECT_THAT(platform::list_folder(temp_ / "home/Library/LaunchAgents"), IsEmpty());
}

// launchctl(1): print-disabled lists the services of a domain that are switched on or off by hand.
TEST_F(LaunchAgentTest, IsOffWhereThePersonHasSwitchedItOffInTheSettings) {
  const LaunchAgent agent(temp_ / "home", "/bin/tray");
  put("launchctl");
  ASSERT_TRUE(agent.set(true));
  call();
  const auto listed = [&](const std::string& states) {
    put("launchctl", "printf '\\n\\tdisabled services = {\\n" + states + "\\t}\\n'");
    const bool is_on = agent.is_on();
    EXPECT_THAT(call(),
                ElementsAre("launchctl", "print-disabled", "gui/" + std::to_string(getuid())));
    return is_on;
  };
  const auto line = [](const std::string& name, const std::string& state) {
    return "\\t\\t\"" + name + "\" => " + state + "\\n";
  };
  EXPECT_TRUE(listed(""));
  EXPECT_TRUE(listed(line("sandtray.tray", "enabled")));
  EXPECT_TRUE(listed(line("sandtray.tray", "false")));
  EXPECT_TRUE(listed(line("org.sandtray.tray", "disabled") + line("sandtray.tray2", "disabled")));
  EXPECT_FALSE(listed(line("other", "enabled") + line("sandtray.tray", "disabled")));
  EXPECT_FALSE(listed(line("sandtray.tray", "true"))) << "as older systems have it";
}

TEST_F(LaunchAgentTest, IsAsItsFileSaysWhereLaunchctlDoesNotAnswer) {
  put("launchctl");
  const LaunchAgent agent(temp_ / "home", "/bin/tray");
  ASSERT_TRUE(agent.set(true));
  call();
  put("launchctl", "echo '\"sandtray.tray\" => disabled'; exit 1");
  EXPECT_TRUE(agent.is_on());
}

TEST_F(LaunchAgentTest, IsOffWhereLaunchctlRefuses) {
  put("launchctl", "exit 5");
  const LaunchAgent agent(temp_ / "home", "/bin/tray");
  const auto set = agent.set(true);
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().code, Code::unavailable);
  EXPECT_THAT(set.error().hint, HasSubstr("Login Items"));
  EXPECT_FALSE(agent.is_on());
}

using ScriptNotification = StandIns;

// Whatever an agent says stays an argument: the script is always the same.
TEST_F(ScriptNotification, NeverPutsWordsIntoTheScript) {
  put("osascript");
  app::Notification notification;
  notification.title = "-e beep";
  notification.body = odd;
  ASSERT_TRUE(show_by_script(notification));
  EXPECT_THAT(call(),
              ElementsAre("osascript", "-e", "on run argv", "-e",
                          "display notification (item 2 of argv) with title (item 1 of argv)", "-e",
                          "end run", "--", "-e beep", odd));
}

// It is asked for at the first session; what is said sooner must not wait for an answer to a
// question that nobody has asked, nor go to a centre that would take it as one.
TEST(NotificationPermission, WhatComesBeforeItIsAskedForIsShownByScript) {
  EXPECT_EQ(way_to_show(Permission::unasked), Way::by_script);
  EXPECT_EQ(way_to_show(Permission::asked), Way::once_answered);
  EXPECT_EQ(way_to_show(Permission::settled), Way::by_centre);
  EXPECT_EQ(way_to_show(Permission::impossible), Way::by_script);
}

TEST(Symbols, EveryStateLooksAndSoundsDifferent) {
  std::vector<std::string> words;
  for (const auto state : {app::IconState::idle, app::IconState::working, app::IconState::needs_you,
                           app::IconState::failed}) {
    words.emplace_back(symbol_of(state).name);
    words.emplace_back(symbol_of(state).spoken);
  }
  std::sort(words.begin(), words.end());
  EXPECT_EQ(std::unique(words.begin(), words.end()), words.end());
  EXPECT_EQ(words.size(), 8U);
}

}  // namespace
}  // namespace sandtray::tray
