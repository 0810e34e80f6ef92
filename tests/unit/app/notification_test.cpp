// SPDX-License-Identifier: MIT
#include "app/notification.h"

#include <gtest/gtest.h>

#include "unit/app/sessions.h"

namespace sandtray::app {
namespace {

using session::State;

const std::string home = "/home/ann";

TEST(Notification, AnEndingTellsCodeDurationAndLastMessage) {
  auto ended = ended_session(0, 300);
  ended.last.message = "All tests pass now.";
  const auto news = describe_event(ended, 300'000, home);
  ASSERT_TRUE(news);
  EXPECT_EQ(news->kind, NotificationKind::finished);
  EXPECT_EQ(news->title, "claude-ab has finished");
  EXPECT_EQ(news->body,
            "claude in ~/project, exit code 0, after 5 min\nAgent says: All tests pass now.");
  ASSERT_EQ(news->buttons.size(), 1u) << "there is nothing left to attach to";
  EXPECT_EQ(news->buttons[0].key, "log");
  EXPECT_FALSE(news->urgent);
}

TEST(Notification, AKeyIsShortEnoughForEverySystem) {
  const auto id = session::new_session_id();
  const auto news = describe_event(live_session(State::done, 0, id), 0, home);
  ASSERT_TRUE(news);
  EXPECT_EQ(news->key, id);
  for (const auto& key : {news->key, many_sessions({id}).key}) {
    EXPECT_FALSE(key.empty());
    EXPECT_LE(key.size(), longest_key) << key;
  }
}

TEST(Notification, AFinishedTurnOffersToAttach) {
  const auto news = describe_event(live_session(State::done), 90'000, home);
  ASSERT_TRUE(news);
  EXPECT_EQ(news->title, "claude-ab has finished its turn");
  EXPECT_EQ(news->body, "claude in ~/project, after 1 min");
  ASSERT_EQ(news->buttons.size(), 2u);
  EXPECT_EQ(news->buttons[0].key, "attach");
  EXPECT_EQ(news->buttons[0].action.session, "abcd2345");
}

TEST(Notification, AQuestionStaysOnTheScreen) {
  const auto news = describe_event(blocked_session("permission", "Bash: rm -rf /"), 0, home);
  ASSERT_TRUE(news);
  EXPECT_EQ(news->kind, NotificationKind::needs_you);
  EXPECT_EQ(news->title, "claude-ab asks for permission");
  EXPECT_EQ(news->body, "claude in ~/project\nAgent says: Bash: rm -rf /");
  EXPECT_TRUE(news->urgent);
  EXPECT_EQ(describe_event(blocked_session("question", ""), 0, home)->title,
            "claude-ab has a question");
  EXPECT_EQ(describe_event(blocked_session("auth", ""), 0, home)->title,
            "claude-ab wants you to log in");
}

TEST(Notification, AGuessIsCalledOne) {
  auto guessed = blocked_session("permission", "");
  guessed.last.source = session::Source::guess;
  EXPECT_EQ(describe_event(guessed, 0, home)->title, "claude-ab probably needs you");
}

TEST(Notification, FailuresSayWhy) {
  EXPECT_EQ(describe_event(ended_session(3, 5), 5'000, home)->body,
            "claude in ~/project, exit code 3, after 5 s");
  const auto lost = describe_event(lost_session(5), 5'000, home);
  EXPECT_EQ(lost->kind, NotificationKind::failed);
  EXPECT_EQ(lost->title, "claude-ab has failed");
  EXPECT_EQ(lost->body, "claude in ~/project\nhost lost: the session's host was found gone")
      << "nobody knows after how long";
  auto killed = ended_session(137, 5);
  killed.last.kind = "signal";
  EXPECT_EQ(describe_event(killed, 5'000, home)->body,
            "claude in ~/project, ended by signal 9, after 5 s");
  EXPECT_EQ(describe_event(live_session(State::failed), 0, home)->title,
            "claude-ab reports an error");
}

TEST(Notification, NothingIsSaidAboutWorkOrAboutWhatThePersonStopped) {
  EXPECT_FALSE(describe_event(live_session(State::working), 0, home));
  EXPECT_FALSE(describe_event(live_session(State::idle), 0, home));
  auto stopped = ended_session(143, 5);
  stopped.last.kind = "stopped";
  EXPECT_FALSE(describe_event(stopped, 5'000, home));
}

TEST(Notification, AnAgentCannotSpeakForUs) {
  auto hostile = blocked_session(
      "permission", "ok\n\nSandtray: <b>update needed</b> \033]8;;http://evil\033\\click\u202E");
  hostile.spec.workspace = "/home/ann/x\n<img src='y'>";
  const auto news = describe_event(hostile, 0, home);
  EXPECT_EQ(news->body,
            "claude in ~/x <img src='y'>\nAgent says: ok Sandtray: <b>update needed</b> click");
  EXPECT_EQ(escape_markup(news->body),
            "claude in ~/x &lt;img src='y'&gt;\n"
            "Agent says: ok Sandtray: &lt;b&gt;update needed&lt;/b&gt; click");
  EXPECT_EQ(escape_markup("a & b"), "a &amp; b");
  hostile.last.message = std::string(1 << 20, 'x');
  EXPECT_LT(describe_event(hostile, 0, home)->body.size(), 400u);
}

TEST(Notification, SwitchesAndQuietHoursAreKept) {
  config::NotificationSettings settings;
  EXPECT_TRUE(is_wanted(NotificationKind::finished, settings, 0));
  settings.finished = false;
  EXPECT_FALSE(is_wanted(NotificationKind::finished, settings, 0));
  EXPECT_TRUE(is_wanted(NotificationKind::failed, settings, 0));
  settings.quiet_from = "22:00";
  settings.quiet_to = "07:30";
  EXPECT_FALSE(is_wanted(NotificationKind::failed, settings, 23 * 60));
  EXPECT_FALSE(is_wanted(NotificationKind::needs_you, settings, 7 * 60 + 29));
  EXPECT_TRUE(is_wanted(NotificationKind::failed, settings, 7 * 60 + 30));
  EXPECT_TRUE(is_wanted(NotificationKind::about_us, settings, 23 * 60));
  settings.quiet_from = "12:00";
  settings.quiet_to = "13:00";
  EXPECT_FALSE(is_wanted(NotificationKind::failed, settings, 12 * 60));
  EXPECT_TRUE(is_wanted(NotificationKind::failed, settings, 13 * 60));
  settings.quiet_to = "nonsense";
  EXPECT_TRUE(is_wanted(NotificationKind::failed, settings, 12 * 60));
}

// A tray that has been started again is asked about what its predecessor has shown.
TEST(Notification, AButtonMeansTheSameWithoutItsNews) {
  const auto news = describe_event(blocked_session("question", "Which?"), 60'000, "/home/ann");
  ASSERT_TRUE(news);
  ASSERT_EQ(news->buttons, session_buttons("abcd2345", true));
  for (const auto& button : news->buttons) {
    EXPECT_EQ(session_action("abcd2345", button.key), button.action);
  }
  const auto ending = describe_event(ended_session(3, 60), 60'000, "/home/ann");
  ASSERT_TRUE(ending);
  EXPECT_EQ(ending->buttons, session_buttons("abcd2345", false));
  for (const auto* nothing : {"", "stop", "com.apple.UNNotificationDismissActionIdentifier"}) {
    EXPECT_EQ(session_action("abcd2345", nothing), std::nullopt) << nothing;
  }
  EXPECT_EQ(session_action("", "attach"), std::nullopt) << "news of no session";
}

}  // namespace
}  // namespace sandtray::app
