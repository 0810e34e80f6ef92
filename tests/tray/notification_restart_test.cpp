// SPDX-License-Identifier: MIT
// Notifications outlive the tray that has sent them, and go with the service that shows them.
#include <gmock/gmock.h>

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
    ASSERT_TRUE(reactor_.wait([&] { return !notifications().empty(); }));
    settle();
    ASSERT_EQ(notifications().size(), 1u) << "service " << i;
    EXPECT_EQ(notifications()[0].at("title"), asks);
    EXPECT_EQ(notifications()[0].at("replaces"), 0) << "that number is of another service";
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

}  // namespace
}  // namespace sandtray::test
