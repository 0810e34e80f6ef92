// SPDX-License-Identifier: MIT
#include "app/notifier.h"

#include <gtest/gtest.h>

#include "app/describe.h"
#include "unit/app/sessions.h"

namespace sandtray::app {
namespace {

using session::Snapshot;
using session::State;

class NotifierTest : public testing::Test {
 protected:
  Notifier::Outcome see(const Snapshot& snapshot) {
    return notifier_.observe(snapshot, {snapshot.last.time_ms, 12 * 60}, settings_, "/home/ann");
  }

  Notifier notifier_;
  config::NotificationSettings settings_;
};

TEST_F(NotifierTest, TellsALongTurnAndKeepsQuietAboutAShortOne) {
  see(live_session(State::working, 0));
  EXPECT_FALSE(see(live_session(State::done, 29)).show);
  see(live_session(State::working, 40));
  EXPECT_TRUE(see(live_session(State::done, 71)).show);
}

TEST_F(NotifierTest, AQuestionInsideATurnDoesNotShortenIt) {
  see(live_session(State::working, 0));
  EXPECT_TRUE(see(blocked_session("permission", "a", 20)).show);
  EXPECT_TRUE(see(live_session(State::working, 25)).withdraw) << "answered: the question goes";
  EXPECT_TRUE(see(live_session(State::done, 35)).show);
}

TEST_F(NotifierTest, GuessedSilenceDoesNotShortenATurn) {
  see(live_session(State::working, 0));
  auto silent = live_session(State::idle, 20);
  silent.last.source = session::Source::guess;
  see(silent);
  EXPECT_TRUE(see(live_session(State::done, 40)).show);
}

TEST_F(NotifierTest, EveryQuestionAndEveryFailureIsTold) {
  see(live_session(State::working, 0));
  EXPECT_TRUE(see(blocked_session("permission", "first", 1)).show);
  EXPECT_FALSE(see(blocked_session("permission", "first", 2)).show) << "no transition";
  EXPECT_TRUE(see(blocked_session("permission", "second", 3)).show);
  EXPECT_TRUE(see(ended_session(1, 4)).show);
}

TEST_F(NotifierTest, ToHaveWaitedForItsTurnMakesNoRunLonger) {
  auto queued = live_session(State::queued, 0);
  queued.last.source = session::Source::exit;
  EXPECT_FALSE(see(queued).show);
  auto quick = ended_session(0, 3600);
  quick.started_ms = test_start_ms + 3590 * 1000;
  EXPECT_FALSE(see(quick).show) << "ten seconds, after an hour in the queue";
  auto failed = ended_session(1, 3600, "efgh2345");
  failed.started_ms = quick.started_ms;
  const auto told = see(failed).show;
  ASSERT_TRUE(told);
  EXPECT_NE(told->body.find("10 s"), std::string::npos) << told->body;
}

TEST_F(NotifierTest, AnEndingIsToldOnce) {
  see(live_session(State::working, 0));
  EXPECT_TRUE(see(ended_session(0, 60)).show);
  const auto again = see(ended_session(0, 60));
  EXPECT_FALSE(again.show);
  EXPECT_FALSE(again.settled_silently);
}

TEST_F(NotifierTest, AnEndingThatWasSeenIsNotToldAgain) {
  auto ended = ended_session(1, 60);
  ended.seen = true;
  const auto outcome = see(ended);
  EXPECT_FALSE(outcome.show);
  EXPECT_FALSE(outcome.settled_silently) << "nothing to mark";
}

TEST_F(NotifierTest, AnEndingWhileNobodyWatchedIsTold) {
  EXPECT_TRUE(see(ended_session(0, 60)).show);
}

TEST_F(NotifierTest, LeavingAnAgentWhoseTurnWasToldIsNoNews) {
  see(live_session(State::working, 0));
  EXPECT_TRUE(see(live_session(State::done, 60)).show);
  const auto left = see(ended_session(0, 90));
  EXPECT_FALSE(left.show);
  EXPECT_TRUE(left.settled_silently);
  EXPECT_FALSE(left.withdraw) << "the finished turn stays to be read";
}

TEST_F(NotifierTest, LeavingAnAgentThatWaitedIsNoNewsButAGuessIsNoProof) {
  see(live_session(State::idle, 0));
  EXPECT_FALSE(see(ended_session(0, 90)).show);
  auto guessed = live_session(State::idle, 0, "bbbb2345");
  guessed.last.source = session::Source::guess;
  see(guessed);
  EXPECT_TRUE(see(ended_session(0, 90, "bbbb2345")).show);
  see(live_session(State::idle, 0, "cccc2345"));
  EXPECT_TRUE(see(ended_session(1, 90, "cccc2345")).show) << "every failure is told";
}

TEST_F(NotifierTest, WhatThePersonStoppedIsSettledSilently) {
  see(live_session(State::working, 0));
  see(blocked_session("question", "?", 1));
  auto stopped = ended_session(143, 60);
  stopped.last.kind = "stopped";
  const auto outcome = see(stopped);
  EXPECT_FALSE(outcome.show);
  EXPECT_TRUE(outcome.settled_silently);
  EXPECT_TRUE(outcome.withdraw) << "the question has gone with it";
}

TEST_F(NotifierTest, AtStartQuestionsAreToldButOldTurnsAreNot) {
  EXPECT_FALSE(see(live_session(State::done, 60)).show);
  Notifier fresh;
  EXPECT_TRUE(
      fresh.observe(blocked_session("question", "?"), {test_start_ms, 0}, settings_, "/home/ann")
          .show);
}

TEST_F(NotifierTest, WhatAnEarlierTrayHasToldIsNotToldAgainAndGoesWhenItIsOver) {
  const auto told = *see(blocked_session("question", "?")).show;
  Notifier next;
  const Moment noon{test_start_ms, 12 * 60};
  next.remember(told);
  const auto same = next.observe(blocked_session("question", "?"), noon, settings_, "/home/ann");
  EXPECT_FALSE(same.show);
  EXPECT_FALSE(same.withdraw);
  EXPECT_TRUE(next.observe(live_session(State::working, 5), noon, settings_, "/home/ann").withdraw);
  EXPECT_TRUE(next.observe(blocked_session("question", "?", 9), noon, settings_, "/home/ann").show)
      << "asked once more";
}

TEST_F(NotifierTest, WhatAnEarlierTrayHasToldIsReplacedByWhatIsNew) {
  const auto told = *see(blocked_session("question", "?")).show;
  const Moment noon{test_start_ms, 12 * 60};
  const auto after = [&](const Snapshot& snapshot) {
    Notifier next;
    next.remember(told);
    return next.observe(snapshot, noon, settings_, "/home/ann");
  };
  EXPECT_TRUE(after(blocked_session("question", "another?")).show);
  EXPECT_TRUE(after(blocked_session("question", "?", 9)).show) << "the same words, asked later";
  EXPECT_TRUE(after(ended_session(1, 9)).show);
  EXPECT_TRUE(after(live_session(State::working, 9)).withdraw);
  EXPECT_TRUE(after(live_session(State::idle, 9)).withdraw);
  EXPECT_TRUE(after(ended_session(0, 9)).withdraw) << "a short success is silent";
  auto seen = ended_session(0, 9);
  seen.seen = true;
  EXPECT_TRUE(after(seen).withdraw);
}

TEST_F(NotifierTest, WhatStandsIsLeftInQuietHoursToo) {
  const auto told = *see(blocked_session("question", "?")).show;
  settings_.needs_you = false;
  Notifier next;
  next.remember(told);
  const Moment noon{test_start_ms, 12 * 60};
  const auto same = next.observe(blocked_session("question", "?"), noon, settings_, "/home/ann");
  EXPECT_FALSE(same.show);
  EXPECT_FALSE(same.withdraw);
  EXPECT_TRUE(next.observe(live_session(State::working, 5), noon, settings_, "/home/ann").withdraw);
}

TEST_F(NotifierTest, AnEndingThatWasToldButNotMarkedIsMarkedSilently) {
  const auto told = *see(ended_session(1, 60)).show;
  Notifier next;
  next.remember(told);
  const auto outcome =
      next.observe(ended_session(1, 60), {test_start_ms, 12 * 60}, settings_, "/home/ann");
  EXPECT_FALSE(outcome.show);
  EXPECT_FALSE(outcome.withdraw) << "it stays to be read";
  EXPECT_TRUE(outcome.settled_silently);
}

TEST_F(NotifierTest, OfAnAgentThatIsSwitchedOffNoKindIsTold) {
  std::vector<std::string> asked;
  notifier_ = Notifier([&](const std::string& agent) {
    asked.push_back(agent);
    return agent != "claude";
  });
  const auto another = [](Snapshot snapshot) {
    snapshot.spec.id += "b";
    snapshot.spec.agent = "codex";
    return snapshot;
  };
  const auto events = {live_session(State::working, 0),   blocked_session("question", "?", 20),
                       live_session(State::working, 30),  live_session(State::done, 90),
                       live_session(State::working, 100), ended_session(1, 200)};
  int told = 0;
  for (const auto& event : events) {
    const auto outcome = see(event);
    EXPECT_FALSE(outcome.show) << outcome.show->title;
    EXPECT_EQ(outcome.settled_silently, has_ended(event));
    if (see(another(event)).show) ++told;
  }
  EXPECT_EQ(told, 3) << "needs you, finished, failed";
  EXPECT_FALSE(see(ended_session(0, 300, "cccc2345")).show) << "a success, too";
  EXPECT_TRUE(see(another(ended_session(0, 300, "cccc2345"))).show);
  EXPECT_EQ(asked, (std::vector<std::string>{"claude", "codex", "claude", "codex", "claude",
                                             "codex", "claude", "codex"}))
      << "for news only";
}

TEST_F(NotifierTest, AnAgentsSwitchCountsForTheNextEventAndWithdrawsAsBefore) {
  bool on = true;
  notifier_ = Notifier([&](const std::string&) { return on; });
  EXPECT_TRUE(see(blocked_session("question", "?", 20)).show);
  on = false;
  EXPECT_TRUE(see(live_session(State::working, 30)).withdraw) << "it was answered";
  EXPECT_FALSE(see(blocked_session("question", "another?", 40)).show);
  on = true;
  EXPECT_TRUE(see(ended_session(1, 60)).show);
}

TEST_F(NotifierTest, AnAgentsSwitchLetsNothingThroughThatTheOthersHold) {
  notifier_ = Notifier([](const std::string&) { return true; });
  settings_.failed = false;
  EXPECT_FALSE(see(ended_session(1, 60)).show);
  EXPECT_FALSE(see(ended_session(0, 10, "bbbb2345")).show) << "a short success";
}

TEST_F(NotifierTest, ALaterTextCompletesWhatIsShownAndOpensNothingNew) {
  see(live_session(State::working, 0));
  see(live_session(State::done, 10));
  auto completed = live_session(State::done, 10);
  completed.last.message = "short";
  EXPECT_FALSE(see(completed).show) << "the short turn stays silent";
  see(live_session(State::working, 20));
  EXPECT_TRUE(see(live_session(State::done, 80)).show);
  completed.last.since_ms = completed.last.time_ms = test_start_ms + 80'000;
  const auto outcome = see(completed);
  ASSERT_TRUE(outcome.show);
  EXPECT_EQ(outcome.show->body, "claude in ~/project, after 1 min\nAgent says: short");
}

TEST_F(NotifierTest, AFloodIsHeldAndItsLastWordShown) {
  int shown = 0;
  for (int i = 0; i < 1000; ++i) {
    if (see(blocked_session("permission", "number " + std::to_string(i), 1)).show) ++shown;
  }
  EXPECT_EQ(shown, 4);
  const auto now = test_start_ms + 1000;
  const auto next = notifier_.next_release_ms(now);
  ASSERT_TRUE(next);
  EXPECT_GT(*next, now);
  EXPECT_TRUE(notifier_.release(now).empty());
  const auto released = notifier_.release(*next);
  ASSERT_EQ(released.size(), 1u);
  EXPECT_NE(released[0].body.find("number 999"), std::string::npos);
  EXPECT_FALSE(notifier_.next_release_ms(*next)) << "no further wake-up";
}

TEST_F(NotifierTest, ManyEndingsAtOnceAreJoined) {
  int shown = 0;
  for (int i = 0; i < 200; ++i) {
    if (see(ended_session(1, 60, "s" + std::to_string(1000 + i))).show) ++shown;
  }
  EXPECT_EQ(shown, 10);
  const auto now = test_start_ms + 60'000;
  const auto next = notifier_.next_release_ms(now);
  ASSERT_TRUE(next);
  const auto released = notifier_.release(*next);
  ASSERT_EQ(released.size(), 1u);
  EXPECT_EQ(released[0].title, "190 more sessions have news");
  EXPECT_EQ(released[0].sessions.size(), 190u);
  EXPECT_FALSE(notifier_.next_release_ms(*next));
}

TEST_F(NotifierTest, AHeldQuestionThatWasAnsweredIsNotShownLater) {
  for (int i = 0; i < 5; ++i) {
    see(blocked_session("permission", "number " + std::to_string(i), i));
  }
  ASSERT_TRUE(notifier_.next_release_ms(test_start_ms));
  see(live_session(State::working, 6));
  EXPECT_FALSE(notifier_.next_release_ms(test_start_ms));
}

}  // namespace
}  // namespace sandtray::app
