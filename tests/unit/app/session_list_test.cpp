// SPDX-License-Identifier: MIT
#include "app/session_list.h"

#include <gmock/gmock.h>

#include "unit/app/sessions.h"

namespace sandtray::app {
namespace {

using session::Snapshot;
using session::State;
using testing::ElementsAre;

constexpr auto now_ms = test_start_ms + 180'000;

SessionList list_of(const std::vector<Snapshot>& sessions, std::int64_t now = now_ms) {
  return list_sessions(sessions, "/home/ann", now);
}

std::vector<std::string> ids(const SessionList& list) {
  std::vector<std::string> found;
  for (const auto& row : list.rows) found.push_back(row.id);
  return found;
}

TEST(SessionList, HasACellForEachThingThatAPersonAsksFor) {
  const auto list = list_sessions({blocked_session("permission", "Bash: make")}, "/home/ann",
                                  now_ms, {{"abcd2345", {"12 %", "340 MiB"}}});
  const SessionRow wanted{.id = "abcd2345",
                          .icon = IconState::needs_you,
                          .state = "asks for permission",
                          .name = "claude-ab",
                          .agent = "claude",
                          .workspace = "~/project",
                          .method = "bwrap",
                          .age = "3 min",
                          .cpu = "12 %",
                          .memory = "340 MiB",
                          .live = true};
  ASSERT_EQ(list.rows.size(), 1u);
  EXPECT_EQ(list.rows[0], wanted);
  EXPECT_EQ(list.summary, "Sessions: 1 needs you");
}

TEST(SessionList, SaysThatNothingRuns) {
  const auto list = list_of({});
  EXPECT_TRUE(list.rows.empty());
  EXPECT_EQ(list.summary, "Sessions: no agent is running");
  EXPECT_EQ(list.stays_true_ms, std::nullopt);
}

TEST(SessionList, MarksASessionWithoutABoundary) {
  auto open = live_session(State::working);
  open.spec.method = "host";
  open.spec.confined = false;
  const auto list = list_of({open});
  EXPECT_FALSE(list.rows[0].confined);
  EXPECT_EQ(list.rows[0].method, "host: not confined");
}

TEST(SessionList, ClaimsNothingOfADamagedSession) {
  auto damaged = live_session(State::working);
  damaged.spec = {};
  damaged.spec.id = damaged.spec.name = "abcd2345";
  damaged.damage = Error{Code::internal, "session.json is damaged", ""};
  const auto row = list_of({damaged}).rows.at(0);
  EXPECT_EQ(row.name, "abcd2345");
  EXPECT_EQ(row.agent + row.workspace + row.method, "???");
  EXPECT_FALSE(row.confined);
  EXPECT_EQ(where_words(damaged, "/home/ann"),
            "Agent and workspace are unknown: session.json is damaged");
}

TEST(SessionList, PutsTheLivingFirstAndTheNewestOnTop) {
  auto newer = live_session(State::idle, 0, "newer345");
  newer.created_ms += 1000;
  const auto list = list_of({ended_session(0, 5, "ended234"), live_session(State::working),
                             ended_session(3, 50, "later234"), newer});
  EXPECT_THAT(ids(list), ElementsAre("newer345", "abcd2345", "later234", "ended234"));
  EXPECT_EQ(list.rows[2].state, "exit code 3");
  EXPECT_EQ(list.rows[2].icon, IconState::failed);
  EXPECT_EQ(list.rows[2].age, "2 min ago");
}

TEST(SessionList, KeepsItsOrderWhileStatesChange) {
  auto older = live_session(State::idle, 0, "older345");
  older.created_ms -= 1000;
  const auto before = list_of({older, live_session(State::working)});
  older.last.state = State::blocked;
  older.last.since_ms = now_ms;
  EXPECT_EQ(ids(list_of({older, live_session(State::done)})), ids(before));
}

TEST(SessionList, ShowsNoTextOfAnAgentAsItIs) {
  auto hostile = live_session(State::working);
  hostile.spec.name = "a\x1b]0;x\ab\nc";
  hostile.spec.workspace = "/home/ann/\u202Etcejorp";
  hostile.spec.agent = "cla\u200Bude";
  hostile.spec.method = "bwrap\rhost";
  const auto row = list_of({hostile}).rows[0];
  EXPECT_EQ(row.name, "ab c");
  EXPECT_EQ(row.workspace, "~/tcejorp");
  EXPECT_EQ(row.agent, "claude");
  EXPECT_EQ(row.method, "bwrap host");
}

// Whoever waits for exactly as long sees every age at the moment when it changes, and is not woken
// up before.
TEST(SessionList, KnowsHowLongItsAgesStayTrue) {
  const auto session = live_session(State::working);
  constexpr std::int64_t second = 1000, hour = 3600 * second;
  for (const std::int64_t elapsed :
       {std::int64_t{0}, std::int64_t{999}, 59 * second, 60 * second, 61 * second, hour - 1, hour,
        hour + 90 * second, 24 * hour - 1, 24 * hour, 49 * hour + 5, -3 * second}) {
    const auto now = test_start_ms + elapsed;
    const auto list = list_of({session}, now);
    ASSERT_TRUE(list.stays_true_ms) << elapsed;
    const auto change = now + *list.stays_true_ms;
    EXPECT_EQ(list_of({session}, change - 1).rows[0].age, list.rows[0].age) << elapsed;
    EXPECT_NE(list_of({session}, change).rows[0].age, list.rows[0].age) << elapsed;
  }
}

TEST(SessionList, TheYoungestAgeSaysHowLongAllStayTrue) {
  const auto list =
      list_of({live_session(State::working), live_session(State::idle, 150)}, now_ms + 250);
  EXPECT_EQ(list.stays_true_ms, 750);
}

}  // namespace
}  // namespace sandtray::app
