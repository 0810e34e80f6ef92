// SPDX-License-Identifier: MIT
// Notifications outlive the tray that has sent them, and go with the service that shows them.
#include <gmock/gmock.h>

#include <set>

#include "base/json.h"
#include "platform/file.h"
#include "tray/desktop.h"

namespace sandtray::test {
namespace {

using session::State;

constexpr auto asks = "claude-aaaa2345 asks for permission";

class TrayNotificationRestart : public DesktopTest {
 protected:
  // A session that waits with a question, which the service has taken.
  FakeHost& ask() {
    auto& host = session({.id = "aaaa2345"});
    host.say(State::blocked, "permission", "Bash: make");
    EXPECT_TRUE(reactor_.wait([&] { return notifications().size() == 1; }));
    settle();
    return host;
  }
  // One notification, the question, in the place of none.
  void expect_asked_anew(const std::string& why) {
    ASSERT_TRUE(reactor_.wait([&] { return !notifications().empty(); })) << why;
    settle();
    ASSERT_EQ(notifications().size(), 1u) << why;
    EXPECT_EQ(notifications()[0].at("title"), asks) << why;
    EXPECT_EQ(notifications()[0].at("replaces"), 0) << why;
  }
  void restart_tray() {
    kill_tray();
    start_registered_tray();
  }
  void kill_tray() {
    const auto gone = told("item_gone").size();
    tray_->kill();
    ASSERT_TRUE(wait_for_told("item_gone", gone + 1));
  }
  // The ids on the screen.
  std::set<std::uint32_t> standing() const {
    std::set<std::uint32_t> ids;
    for (const auto& said : notifications()) ids.insert(said.at("id").get<std::uint32_t>());
    for (const auto& closed : told("closed")) ids.erase(closed.at("id").get<std::uint32_t>());
    return ids;
  }
  std::string kept() const { return paths_.runtime + "/shown.json"; }
  // Changes what the killed tray has left.
  void rewrite_kept(const std::string& key, const std::string& value) {
    auto json = parse_json(platform::read_file(kept()).value_or(""), "kept");
    ASSERT_TRUE(json && json->contains(key));
    (*json)[key] = value;
    ASSERT_TRUE(platform::write_file(kept(), dump_json(*json)));
  }
  void restart_service() {
    fake_->kill();
    start_fake_desktop();
    wait_for_item(1);
  }
};

TEST_F(TrayNotificationRestart, AQuestionIsShownByTheNextServiceOnceAndAnEndingIsNot) {
  start_fake_desktop();
  start_registered_tray();
  ask();
  session({.id = "bbbb2345"}).end(2);
  ASSERT_TRUE(reactor_.wait([&] { return notifications().size() == 2; }));
  settle();
  for (int i = 0; i < 2; ++i) {
    restart_service();
    expect_asked_anew("the number is of another service, not of " + std::to_string(i));
  }
}

TEST_F(TrayNotificationRestart, TheNextServicesButtonWorks) {
  start_fake_desktop();
  use_recording_terminal();
  start_registered_tray();
  ask();
  restart_service();
  ASSERT_TRUE(reactor_.wait([&] { return !notifications().empty(); }));
  settle();
  press(notifications()[0].at("id"), "attach");
  EXPECT_EQ(terminal_words().back(), "aaaa2345");
}

TEST_F(TrayNotificationRestart, AQuestionThatIsAnsweredBeforeTheNextServiceComesIsNotShown) {
  start_fake_desktop();
  start_registered_tray();
  auto& host = ask();
  fake_->kill();
  start_fake_desktop({"--watcher"});
  wait_for_item(1);
  host.say(State::working);
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: working"));
  restart_service();
  settle();
  EXPECT_TRUE(notifications().empty());
}

TEST_F(TrayNotificationRestart, WhatThePersonHasPutAwayIsNotShownByTheNextService) {
  start_fake_desktop();
  start_registered_tray();
  ask();
  dismiss(1);
  settle();
  restart_service();
  settle();
  EXPECT_TRUE(notifications().empty());
}

TEST_F(TrayNotificationRestart, TheNextTrayTakesTheQuestionOver) {
  start_fake_desktop({"--watcher", "--notifications", "--tells-the-sender"});
  use_recording_terminal();
  start_registered_tray();
  ask();
  restart_tray();
  ASSERT_TRUE(reactor_.wait([&] { return notifications().size() == 2; }));
  settle();
  ASSERT_EQ(notifications().size(), 2u);
  const auto first = notifications()[0], second = notifications()[1];
  EXPECT_EQ(second.at("replaces"), first.at("id"));
  EXPECT_EQ(second.at("title"), asks);
  EXPECT_EQ(second.at("actions"), first.at("actions"));
  EXPECT_FALSE(first.contains("silent"));
  EXPECT_TRUE(second.value("silent", false)) << "the person has been told";
  EXPECT_EQ(standing().size(), 1u);
  press(first.at("id"), "attach");
  EXPECT_EQ(terminal_words().back(), "aaaa2345");
}

TEST_F(TrayNotificationRestart, AQuestionThatWasTakenOverIsStillWithdrawnAndReplaced) {
  start_fake_desktop();
  start_registered_tray();
  auto& host = ask();
  restart_tray();
  ASSERT_TRUE(reactor_.wait([&] { return notifications().size() == 2; }));
  host.say(State::blocked, "question", "Which one?");
  ASSERT_TRUE(reactor_.wait([&] { return notifications().size() == 3; }));
  EXPECT_EQ(notifications()[2].at("replaces"), 1);
  EXPECT_FALSE(notifications()[2].contains("silent")) << "this is news";
  settle();
  host.say(State::working);
  ASSERT_TRUE(wait_for_told("closed", 1));
  EXPECT_TRUE(standing().empty());
}

TEST_F(TrayNotificationRestart, AQuestionThatWasAnsweredWhileNoTrayRanIsClosed) {
  start_fake_desktop();
  start_registered_tray();
  auto& host = ask();
  kill_tray();
  host.say(State::working);
  start_registered_tray();
  ASSERT_TRUE(wait_for_told("closed", 1));
  settle();
  EXPECT_TRUE(standing().empty());
  EXPECT_EQ(notifications().size(), 1u);
}

TEST_F(TrayNotificationRestart, AnotherQuestionInTheSameWordsIsNews) {
  start_fake_desktop();
  start_registered_tray();
  auto& host = ask();
  dismiss(1);
  settle();
  kill_tray();
  host.say(State::working);
  host.say(State::blocked, "permission", "Bash: make");
  start_registered_tray();
  ASSERT_TRUE(reactor_.wait([&] { return notifications().size() == 2; }));
  EXPECT_EQ(notifications()[1].at("title"), asks);
  EXPECT_FALSE(notifications()[1].contains("silent"));
}

TEST_F(TrayNotificationRestart, WhatEndedWhileNoTrayRanReplacesItsQuestion) {
  start_fake_desktop();
  start_registered_tray();
  auto& host = ask();
  kill_tray();
  host.end(3);
  start_registered_tray();
  ASSERT_TRUE(reactor_.wait([&] { return notifications().size() == 2; }));
  EXPECT_EQ(notifications()[1].at("replaces"), 1);
  EXPECT_EQ(notifications()[1].at("title"), "claude-aaaa2345 has failed");
  settle();
  EXPECT_EQ(standing().size(), 1u);
}

TEST_F(TrayNotificationRestart, TheQuestionOfASessionThatWasRemovedMeanwhileIsClosed) {
  start_fake_desktop();
  start_registered_tray();
  ask();
  kill_tray();
  hosts_.back()->vanish();
  ASSERT_TRUE(platform::remove_tree(session::Store(paths_).folder_of("aaaa2345")));
  start_registered_tray();
  ASSERT_TRUE(wait_for_told("closed", 1));
  EXPECT_TRUE(standing().empty());
}

TEST_F(TrayNotificationRestart, WhatThePersonHasPutAwayStaysAway) {
  start_fake_desktop();
  start_registered_tray();
  ask();
  dismiss(1);
  settle();
  for (int i = 0; i < 2; ++i) {
    restart_tray();
    ASSERT_TRUE(wait_for_label("claude-aaaa2345: asks"));
    settle();
    EXPECT_EQ(notifications().size(), 1u) << "tray " << i;
  }
}

TEST_F(TrayNotificationRestart, AnEndingIsNotSaidAgainAndItsButtonStillWorks) {
  start_fake_desktop();
  use_recording_terminal();
  start_registered_tray();
  session({.id = "aaaa2345"}).end(2);
  ASSERT_TRUE(reactor_.wait([&] { return notifications().size() == 1; }));
  settle();
  restart_tray();
  settle();
  EXPECT_EQ(notifications().size(), 1u);
  EXPECT_EQ(standing().size(), 1u) << "it stays to be read";
  press(1, "log");
  EXPECT_EQ(terminal_words().back(), "aaaa2345");
}

TEST_F(TrayNotificationRestart, AServiceThatCameWhileNoTrayRanIsAskedForANewOne) {
  start_fake_desktop();
  start_registered_tray();
  ask();
  session({.id = "bbbb2345"}).end(2);
  ASSERT_TRUE(reactor_.wait([&] { return notifications().size() == 2; }));
  settle();
  kill_tray();
  start_fake_desktop();
  start_registered_tray();
  expect_asked_anew("the ending has been told, and the number may be a stranger's by now");
}

TEST_F(TrayNotificationRestart, NumbersOfAnotherBusMeanNothing) {
  start_fake_desktop();
  start_registered_tray();
  ask();
  kill_tray();
  rewrite_kept("bus", std::string(32, '0'));
  start_registered_tray();
  ASSERT_TRUE(reactor_.wait([&] { return notifications().size() == 2; }));
  EXPECT_EQ(notifications()[1].at("replaces"), 0);
}

TEST_F(TrayNotificationRestart, ADamagedFileIsAsNone) {
  start_fake_desktop();
  start_registered_tray();
  ask();
  kill_tray();
  const auto whole = platform::read_file(kept()).value_or("");
  ASSERT_GT(whole.size(), 40u);
  const auto no_number = [&] {
    auto text = whole;
    return text.replace(text.find("\"id\":1"), 6, "\"id\":-1");
  }();
  const std::string damaged[] = {"", whole.substr(0, whole.size() / 2), "[1, 2]", no_number,
                                 R"({"version":1,"bus":7,"service":null,"notes":{}})"};
  std::size_t said = 1;
  for (const auto& text : damaged) {
    ASSERT_TRUE(platform::write_file(kept(), text));
    start_registered_tray();
    ASSERT_TRUE(reactor_.wait([&] { return notifications().size() == said + 1; })) << text;
    EXPECT_EQ(notifications()[said].at("replaces"), 0) << text;
    ++said;
    settle();
    kill_tray();
  }
  start_registered_tray();
  ASSERT_TRUE(reactor_.wait([&] { return notifications().size() == said + 1; }));
  EXPECT_NE(notifications()[said].at("replaces"), 0) << "whole again";
}

}  // namespace
}  // namespace sandtray::test
