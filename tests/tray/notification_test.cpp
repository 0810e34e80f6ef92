// SPDX-License-Identifier: MIT
// What the notification service is told, and what its buttons do.
#include <gmock/gmock.h>

#include <algorithm>

#include "tray/desktop.h"

namespace sandtray::test {
namespace {

using session::State;
using testing::ElementsAre;

class TrayNotification : public DesktopTest {
 protected:
  FakeHost& long_run(const std::string& id = "aaaa2345") {
    return session({.id = id, .age_s = 300});
  }
  // A signal that only the tray gets.
  template <class... Values>
  void aim(const char* path, const char* interface, const char* member, const char* types,
           Values... values) {
    sd_bus_message* signal = nullptr;
    sd_bus_message_new_signal(bus_, &signal, path, interface, member);
    sd_bus_message_append(signal, types, values...);
    EXPECT_GE(sd_bus_message_set_destination(signal, item_.c_str()), 0);
    EXPECT_GE(sd_bus_send(bus_, signal, nullptr), 0);
    sd_bus_message_unref(signal);
  }
};

TEST_F(TrayNotification, FinishedHasCodeDurationAndTheLastMessage) {
  start_fake_desktop();
  start_registered_tray();
  auto& host = long_run();
  host.end(0, "", "All tests <pass> & more");
  ASSERT_TRUE(wait_for_told("notify", 1));
  const auto said = told("notify")[0];
  EXPECT_EQ(said.at("title"), "claude-aaaa2345 has finished");
  EXPECT_EQ(said.at("body"),
            "claude in /srv/project, exit code 0, after 5 min\n"
            "Agent says: All tests &lt;pass&gt; &amp; more");
  EXPECT_EQ(said.at("app"), "Sandtray");
  EXPECT_EQ(said.at("entry"), "sandtray");
  EXPECT_EQ(said.at("urgency"), 1);
  EXPECT_EQ(said.at("timeout"), -1);
  EXPECT_EQ(said.at("actions"), Json({"default", "Show log", "log", "Show log"}));
  EXPECT_TRUE(reactor_.wait([&] { return host.is_marked_seen(); }));
}

// The least of five: whatever else the machine does only adds to it.
TEST_F(TrayNotification, IsSaidWithin50MsOfTheEnding) {
  start_fake_desktop();
  start_registered_tray();
  constexpr std::size_t tries = 5;
  for (std::size_t i = 0; i < tries; ++i) long_run("aaaa234" + std::to_string(i));
  ASSERT_TRUE(wait_for_label("claude-aaaa2344"));
  auto least = std::chrono::duration<double, std::milli>::max();
  for (std::size_t i = 0; i < tries; ++i) {
    const auto before = platform::Clock::now();
    hosts_[i]->end(1);
    ASSERT_TRUE(wait_for_told("notify", i + 1));
    least = std::min<decltype(least)>(least, platform::Clock::now() - before);
  }
  RecordProperty("ending_to_notification_ms", std::to_string(least.count()));
  EXPECT_LT(least.count(), 50);
}

TEST_F(TrayNotification, MarkupIsNotEscapedForAServiceThatShowsPlainText) {
  start_fake_desktop({"--watcher", "--notifications", "--capabilities", "body"});
  start_registered_tray();
  long_run().end(0, "", "a & b");
  ASSERT_TRUE(wait_for_told("notify", 1));
  EXPECT_EQ(told("notify")[0].at("body"),
            "claude in /srv/project, exit code 0, after 5 min\nAgent says: a & b");
  EXPECT_EQ(told("notify")[0].at("actions"), Json::array());
}

TEST_F(TrayNotification, XfceGetsNoSecondButtonForAClickOnTheText) {
  start_fake_desktop({"--watcher", "--notifications", "--server", "Xfce Notify Daemon"});
  start_registered_tray();
  long_run().end(0);
  ASSERT_TRUE(wait_for_told("notify", 1));
  EXPECT_EQ(told("notify")[0].at("actions"), Json({"log", "Show log"}));
}

TEST_F(TrayNotification, AQuestionStaysAndIsWithdrawnWhenItIsAnswered) {
  start_fake_desktop();
  start_registered_tray();
  auto& host = session({.id = "aaaa2345"});
  host.say(State::working);
  host.say(State::blocked, "permission", "Bash: make");
  ASSERT_TRUE(wait_for_told("notify", 1));
  const auto said = told("notify")[0];
  EXPECT_EQ(said.at("title"), "claude-aaaa2345 asks for permission");
  EXPECT_EQ(said.at("urgency"), 2);
  EXPECT_EQ(said.at("timeout"), 0);
  EXPECT_EQ(said.at("icon"), "sandtray-needs-you");
  EXPECT_EQ(said.at("actions"), Json({"default", "Attach", "attach", "Attach", "log", "Show log"}));
  host.say(State::working);
  ASSERT_TRUE(wait_for_told("closed", 1));
  EXPECT_EQ(told("closed")[0].at("id"), said.at("id"));
}

TEST_F(TrayNotification, OnePerSessionReplacedNotStacked) {
  start_fake_desktop();
  start_registered_tray();
  auto& host = session({.id = "aaaa2345"});
  host.say(State::blocked, "permission", "first");
  host.say(State::blocked, "permission", "second");
  host.say(State::blocked, "question", "third");
  ASSERT_TRUE(reactor_.wait([&] {
    return !told("notify").empty() &&
           told("notify").back().at("title") == "claude-aaaa2345 has a question";
  }));
  for (const auto& said : told("notify")) EXPECT_EQ(said.at("id"), 1) << said;
}

TEST_F(TrayNotification, AttachOpensTheTerminalWithTheDesktopsToken) {
  start_fake_desktop();
  use_recording_terminal();
  start_registered_tray();
  session({.id = "aaaa2345"}).say(State::blocked, "question", "?");
  ASSERT_TRUE(wait_for_told("notify", 1));
  settle();
  press(1, "attach", "token-42");
  const auto words = terminal_words();
  ASSERT_GE(words.size(), 2u);
  EXPECT_EQ(words[words.size() - 2], "attach");
  EXPECT_EQ(words.back(), "aaaa2345");
  EXPECT_EQ(terminal_token(), "token-42");
}

TEST_F(TrayNotification, OthersButtonsAreNoneOfOurBusiness) {
  start_fake_desktop();
  use_recording_terminal();
  start_registered_tray();
  session({.id = "aaaa2345"}).say(State::blocked, "question", "?");
  ASSERT_TRUE(wait_for_told("notify", 1));
  settle();
  press(77, "attach");
  // Not from the service: any program on the bus can emit this.
  sd_bus_emit_signal(bus_, "/org/freedesktop/Notifications", "org.freedesktop.Notifications",
                     "ActionInvoked", "us", 1u, "attach");
  // Straight at the tray, which no rule of the bus holds back; then as the bus itself.
  aim("/org/freedesktop/Notifications", "org.freedesktop.Notifications", "ActionInvoked", "us", 1u,
      "attach");
  const char* me = nullptr;
  sd_bus_get_unique_name(bus_, &me);
  aim("/org/freedesktop/DBus", "org.freedesktop.DBus", "NameOwnerChanged", "sss",
      "org.freedesktop.Notifications", "", me);
  aim("/org/freedesktop/Notifications", "org.freedesktop.Notifications", "ActionInvoked", "us", 1u,
      "attach");
  settle();
  press(1, "rm -rf");
  settle();
  session({.id = "bbbb2345"}).say(State::blocked, "question", "?");
  ASSERT_TRUE(reactor_.wait([&] { return notifications().size() == 2; }));
  settle();
  press(notifications()[1].at("id"), "attach");
  EXPECT_EQ(terminal_words().back(), "bbbb2345") << "the first terminal that was opened";
}

TEST_F(TrayNotification, ShortSuccessesAndStoppedSessionsAreSilentButMarked) {
  start_fake_desktop();
  start_registered_tray();
  auto& quick = session({.id = "aaaa2345"});
  auto& stopped = long_run("bbbb2345");
  quick.end(0);
  stopped.end(143, "stopped");
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: finished"));
  ASSERT_TRUE(wait_for_label("claude-bbbb2345: stopped"));
  settle();
  EXPECT_TRUE(notifications().empty());
  EXPECT_TRUE(quick.is_marked_seen());
  EXPECT_TRUE(stopped.is_marked_seen());
}

TEST_F(TrayNotification, ShortFailuresAreTold) {
  start_fake_desktop();
  start_registered_tray();
  session({.id = "aaaa2345"}).end(2);
  ASSERT_TRUE(wait_for_told("notify", 1));
  EXPECT_EQ(told("notify")[0].at("title"), "claude-aaaa2345 has failed");
}

TEST_F(TrayNotification, SwitchesInTheConfigCountAtOnce) {
  start_fake_desktop();
  start_registered_tray();
  write_config({{"notifications", {{"failed", false}}}});
  session({.id = "aaaa2345"}).end(2);
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: exit code 2"));
  settle();
  EXPECT_TRUE(notifications().empty());
  write_config({{"notifications", {{"failed", true}}}});
  session({.id = "bbbb2345"}).end(2);
  EXPECT_TRUE(reactor_.wait([&] { return notifications().size() == 1; }));
}

TEST_F(TrayNotification, AnAgentsOwnSwitchCountsAtOnceAndForItAlone) {
  start_fake_desktop();
  start_registered_tray();
  write_agent({{"name", "claude"}, {"from", "claude"}, {"notifications", false}});
  session({.id = "aaaa2345"}).end(2);
  auto& host = session({.id = "bbbb2345"});
  host.say(State::blocked, "permission", "Bash: make");
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: exit code 2"));
  ASSERT_TRUE(wait_for_label("claude-bbbb2345: asks"));
  settle();
  EXPECT_TRUE(notifications().empty());
  EXPECT_EQ(item_property("IconName"), "sandtray-failed") << "the icon says it all the same";
  session({.id = "cccc2345", .agent = "codex"}).end(2);
  ASSERT_TRUE(reactor_.wait([&] { return notifications().size() == 1; }));
  EXPECT_EQ(notifications()[0].at("title"), "codex-cccc2345 has failed");
  session({.id = "dddd2345", .agent = "removed"}).end(2);
  ASSERT_TRUE(reactor_.wait([&] { return notifications().size() == 2; }));
  EXPECT_EQ(notifications()[1].at("title"), "removed-dddd2345 has failed");
  write_agent({{"name", "claude"}, {"from", "claude"}});
  host.end(2);
  ASSERT_TRUE(reactor_.wait([&] { return notifications().size() == 3; }));
  EXPECT_EQ(notifications()[2].at("title"), "claude-bbbb2345 has failed");
}

TEST_F(TrayNotification, WaitsForAServiceThatComesLater) {
  start_fake_desktop({"--watcher"});
  start_registered_tray();
  auto& host = long_run();
  host.end(0);
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: finished"));
  EXPECT_FALSE(host.is_marked_seen());
  start_fake_desktop();
  ASSERT_TRUE(wait_for_told("notify", 1));
  EXPECT_EQ(told("notify")[0].at("title"), "claude-aaaa2345 has finished");
  EXPECT_TRUE(reactor_.wait([&] { return host.is_marked_seen(); }));
}

TEST_F(TrayNotification, AFloodIsHeldBack) {
  start_fake_desktop();
  start_registered_tray();
  auto& host = session({.id = "aaaa2345"});
  for (int i = 0; i < 200; ++i) {
    host.say(State::blocked, "permission", "number " + std::to_string(i));
  }
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: asks"));
  settle();
  EXPECT_LE(notifications().size(), 4u);
}

}  // namespace
}  // namespace sandtray::test
