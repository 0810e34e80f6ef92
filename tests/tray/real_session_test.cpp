// SPDX-License-Identifier: MIT
// The tray with real sessions of the real command: nothing is played but the desktop.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/stat.h>

#include "platform/file.h"
#include "session/filenames.h"
#include "support/command.h"
#include "tray/desktop.h"

namespace sandtray::test {
namespace {

using std::chrono::seconds;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

class TrayAndRealSessions : public DesktopTest {
 protected:
  TrayAndRealSessions() {
    mkdir(workspace_.c_str(), 0700);
    use_recording_terminal({{"default_method", "host"}});
  }
  ~TrayAndRealSessions() override { run_command({"sandtray", "stop", "--all"}, env_); }

  std::string start(const std::string& script, const std::string& name) {
    const auto started = run_command({"sandtray", "run", "-d", "-m", "host", "-w", workspace_,
                                      "--name", name, "shell", "--", "-c", script},
                                     env_);
    EXPECT_EQ(started.status, 0) << started.err;
    return started.out.substr(0, started.out.find('\n'));
  }
  session::Snapshot read(const std::string& id) { return *session::Store(paths_).read(id); }

  std::string workspace_ = temp_ / "my project";
};

TEST_F(TrayAndRealSessions, ASessionAppearsAndIsStoppedFromTheMenu) {
  start_fake_desktop();
  start_registered_tray();
  const auto id = start("sleep 1000", "sleeper");
  ASSERT_TRUE(wait_for_label("sleeper: ", seconds(1)));
  click({"sleeper", "Stop"});
  ASSERT_TRUE(wait_for_label("sleeper: stopped"));
  settle();
  EXPECT_TRUE(notifications().empty()) << "the person did it";
  EXPECT_TRUE(read(id).seen);
}

TEST_F(TrayAndRealSessions, AnEndingIsToldWithItsCode) {
  start_fake_desktop();
  start_registered_tray();
  mkfifo((temp_ / "go").c_str(), 0600);
  start("read x <" + (temp_ / "go") + "; exit 3", "checker");
  ASSERT_TRUE(wait_for_label("checker: ", seconds(1)));
  Program(reactor_, {"/bin/sh", "-c", "echo >" + (temp_ / "go")}, env_).wait();
  ASSERT_TRUE(wait_for_told("notify", 1));
  EXPECT_EQ(told("notify")[0].at("title"), "checker has failed");
  EXPECT_THAT(told("notify")[0].at("body").get<std::string>(),
              HasSubstr("/my project, exit code 3, after"));
  EXPECT_TRUE(wait_for_label("checker: exit code 3", seconds(1)));
}

TEST_F(TrayAndRealSessions, AKilledHostIsTold) {
  start_fake_desktop();
  start_registered_tray();
  const auto id = start("sleep 1000", "victim");
  ASSERT_TRUE(wait_for_label("victim: "));
  const auto pid = platform::read_file(read(id).folder + "/" + session::filename::pid);
  ASSERT_TRUE(pid);
  platform::send_signal(std::stoi(*pid), SIGKILL);
  ASSERT_TRUE(wait_for_label("victim: failed", seconds(1)));
  ASSERT_TRUE(wait_for_told("notify", 1));
  EXPECT_THAT(told("notify")[0].at("body").get<std::string>(), HasSubstr("host lost"));
}

TEST_F(TrayAndRealSessions, RunStartsAnAgentInARecentWorkspaceAndAttaches) {
  start_fake_desktop();
  start_registered_tray();
  start("exit 0", "earlier");
  ASSERT_TRUE(wait_for_label("earlier: finished"));
  click({"Run", "Shell", workspace_});
  const auto words = terminal_words();
  ASSERT_GE(words.size(), 2u);
  EXPECT_EQ(words[words.size() - 2], "attach");
  const auto session = read(words.back());
  EXPECT_TRUE(session.alive);
  EXPECT_EQ(session.spec.agent, "shell");
  EXPECT_EQ(session.spec.workspace, workspace_);
  EXPECT_TRUE(wait_for_label(session.spec.name + ": "));
}

TEST_F(TrayAndRealSessions, ARunThatFailsSaysWhy) {
  start_fake_desktop();
  start_registered_tray();
  start("exit 0", "earlier");
  ASSERT_TRUE(wait_for_label("earlier: finished"));
  ASSERT_TRUE(platform::remove_tree(workspace_));
  click({"Run", "Shell", workspace_});
  ASSERT_TRUE(wait_for_told("notify", 1));
  EXPECT_EQ(told("notify")[0].at("title"), "shell did not start");
  EXPECT_THAT(told("notify")[0].at("body").get<std::string>(), HasSubstr("my project\n-w names"))
      << "what to do is a line of its own";
}

TEST_F(TrayAndRealSessions, AnAttachedTerminalReportsBack) {
  start_fake_desktop();
  start_registered_tray();
  start("sleep 1000", "sleeper");
  ASSERT_TRUE(wait_for_label("sleeper: "));
  const auto before = platform::Clock::now();
  click({"sleeper", "Attach"});
  auto words = terminal_words();
  words.erase(words.begin());  // --run
  OnTerminal terminal(words, env_);
  const auto patience = std::chrono::duration_cast<std::chrono::milliseconds>(
      before + seconds(6) - platform::Clock::now());
  reactor_.wait([&] { return !notifications().empty(); }, patience);
  EXPECT_TRUE(notifications().empty()) << notifications()[0];
}

// Docker Sandboxes, played by a stand-in: a machine that runs on without its session costs memory.
class TrayAndSandboxes : public TrayAndRealSessions {
 protected:
  TrayAndSandboxes() {
    env_["PATH"] = SANDTRAY_SOURCE_DIR "/tests/sbx:" + env_["PATH"];
    mkdir(env_["HOME"].c_str(), 0700);
    mkdir(sandboxes_.c_str(), 0700);
    EXPECT_TRUE(watch_->add(sandboxes_));
    reactor_.add(watch_->handle(), [this] { watch_->drain(); });
  }
  ~TrayAndSandboxes() override { reactor_.remove(watch_->handle()); }

  std::string start_sandbox(const std::string& name) {
    const auto started = run_command({"sandtray", "run", "-d", "--launch", "sbx", "-w", workspace_,
                                      "--name", name, "shell", "--", "-c", "sleep 1000"},
                                     env_);
    EXPECT_EQ(started.status, 0) << started.err;
    const auto id = started.out.substr(0, started.out.find('\n'));
    EXPECT_TRUE(wait_for_sandbox(id, "running"));
    return id;
  }
  bool wait_for_sandbox(const std::string& id, const std::string& status) {
    const auto file = sandboxes_ + "/sandtray-" + id + ".json";
    return reactor_.wait(
        [&] {
          const auto text = platform::read_file(file);
          return text && text->find("\"status\": \"" + status + "\"") != std::string::npos;
        },
        seconds(20));
  }

  std::string sandboxes_ = env_["HOME"] + "/.sbx-stand-in";
  std::unique_ptr<platform::FolderWatch> watch_ = std::move(*platform::FolderWatch::create());
};

TEST_F(TrayAndSandboxes, StopEndsTheSandboxToo) {
  start_fake_desktop();
  start_registered_tray();
  const auto one = start_sandbox("one"), two = start_sandbox("two");
  ASSERT_TRUE(wait_for_label("one: "));
  click({"one", "Stop"});
  EXPECT_TRUE(wait_for_label("one: stopped"));
  EXPECT_TRUE(wait_for_sandbox(one, "stopped"));
  ASSERT_TRUE(wait_for_label("two: "));
  click({"Stop all"});
  EXPECT_TRUE(wait_for_label("two: stopped"));
  EXPECT_TRUE(wait_for_sandbox(two, "stopped"));
}

TEST_F(TrayAndSandboxes, TheTrayEndsWhatAKilledHostHasLeft) {
  start_fake_desktop();
  start_registered_tray();
  const auto id = start_sandbox("victim");
  ASSERT_TRUE(wait_for_label("victim: "));
  const auto pid = platform::read_file(read(id).folder + "/" + session::filename::pid);
  ASSERT_TRUE(pid);
  platform::send_signal(std::stoi(*pid), SIGKILL);
  EXPECT_TRUE(wait_for_label("victim: failed"));
  EXPECT_TRUE(wait_for_sandbox(id, "stopped"));
}

TEST_F(TrayAndRealSessions, StopAllStopsThemAll) {
  start_fake_desktop();
  start_registered_tray();
  start("sleep 1000", "one");
  start("sleep 1000", "two");
  ASSERT_TRUE(wait_for_label("two: "));
  click({"Stop all"});
  EXPECT_TRUE(wait_for_label("one: stopped"));
  EXPECT_TRUE(wait_for_label("two: stopped"));
}

}  // namespace
}  // namespace sandtray::test
