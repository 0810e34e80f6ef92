// SPDX-License-Identifier: MIT
// max_sessions: who waits, who is next, and that nothing which happens to one of them holds up the
// others.
#include "process/cli/queue.h"

#include <algorithm>
#include <csignal>
#include <thread>

namespace sandtray::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(Queue, LetsThemInInTheOrderInWhichTheyCame) {
  const auto one = start_until("one");
  const auto two = start_until("two");
  const auto three = start_until("three");
  EXPECT_EQ(session(two).at("place"), 1);
  EXPECT_EQ(session(three).at("place"), 2);
  EXPECT_EQ(state_of(three), "queued");
  EXPECT_TRUE(session(three).at("alive"));
  let_end("two");  // what it waits for is there before its turn is
  let_end("three");
  EXPECT_THAT(list(false), ::testing::SizeIs(3)) << "nothing has been let in";
  let_end("one");
  EXPECT_EQ(sandtray({"wait", three}).status, 0);
  EXPECT_THAT(order(), ElementsAre("one", "two", "three"));
  for (const auto& id : {one, two, three}) {
    EXPECT_EQ(session(id).at("exit_code"), 0);
    EXPECT_TRUE(session(id).at("place").is_null());
  }
}

TEST_F(Queue, ThatWasKilledHoldsUpNobody) {
  const auto one = start_until("one");
  const auto two = start_until("two");
  const auto three = start_until("three");
  const auto four = start_until("four");
  let_end("four");
  ASSERT_EQ(kill(host_pid(three), SIGKILL), 0);
  ASSERT_EQ(kill(host_pid(two), SIGKILL), 0);
  ASSERT_EQ(kill(host_pid(one), SIGKILL), 0);
  EXPECT_EQ(sandtray({"wait", four}).status, 0);
  EXPECT_THAT(order(), ElementsAre("one", "four"));
  for (const auto& id : {one, two, three}) {
    EXPECT_THAT(session(id).at("message"), HasSubstr("host lost"));
  }
}

TEST_F(Queue, IsLeftByWhoIsStopped) {
  const auto one = start_until("one");
  const auto two = start_until("two");
  const auto three = start_until("three");
  let_end("three");
  EXPECT_EQ(sandtray({"stop", two}).status, 0);
  EXPECT_EQ(session(two).at("state"), "failed");
  EXPECT_EQ(session(two).at("kind"), "stopped");
  const auto waited = sandtray({"wait", two});
  EXPECT_EQ(waited.status, 69);
  EXPECT_THAT(waited.err, HasSubstr("stopped before its turn came"));
  EXPECT_EQ(session(three).at("place"), 1);
  EXPECT_EQ(sandtray({"stop", one}).status, 0);
  EXPECT_EQ(sandtray({"wait", three}).status, 0);
  EXPECT_THAT(order(), ElementsAre("one", "three"));
  EXPECT_EQ(sandtray({"rm", two}).status, 0);
}

TEST_F(Queue, OfMoreThanMayRunNeverHasOneTooMany) {
  limit(3);
  const int sessions = 12;
  std::vector<std::thread> starting;
  std::vector<std::string> ids(sessions);
  for (int i = 0; i < sessions; ++i) {
    starting.emplace_back(
        [&, i] { ids[i] = start("echo + >> order; sleep 0.2; echo - >> order"); });
  }
  for (auto& thread : starting) thread.join();
  for (const auto& id : ids) EXPECT_EQ(sandtray({"wait", id}).status, 0);
  int running = 0, most = 0;
  for (const auto& sign : order()) {
    running += sign == "+" ? 1 : -1;
    most = std::max(most, running);
  }
  EXPECT_EQ(order().size(), 2u * sessions);
  EXPECT_EQ(most, 3) << "three places, and no fourth";
}

TEST_F(Queue, IsNotJoinedByWhoWillNotWait) {
  const auto one = start_until("one");
  const auto refused = sandtray({"run", "-d", "--no-wait", "shell", "-m", usual_method()});
  EXPECT_EQ(refused.status, 69);
  EXPECT_THAT(refused.err, HasSubstr("max_sessions"));
  EXPECT_THAT(list(), ::testing::SizeIs(1)) << "nothing is left of it";
  EXPECT_EQ(sandtray({"stop", one}).status, 0);
  EXPECT_EQ(
      sandtray({"run", "--no-wait", "shell", "-m", usual_method(), "--", "-c", "exit 3"}).status,
      3);
}

TEST_F(Queue, KeepsWhatAPipeGives) {
  const auto one = start_until("one");
  std::string input(300'000, 'x');
  input += "\nlast\n";
  Finished finished;
  std::thread piped([&] { finished = script("wc -c; echo end", usual_method(), input); });
  while (list(false).size() < 2) std::this_thread::yield();
  let_end("one");
  piped.join();
  EXPECT_EQ(finished.status, 0) << finished.err;
  EXPECT_THAT(finished.out, HasSubstr(std::to_string(input.size())));
  EXPECT_THAT(finished.err, HasSubstr("waits for its turn"));
}

TEST_F(Queue, OnATerminalIsLeftWithCtrlCAndShowsTheAgentWhenItsTurnComes) {
  const auto one = start_until("one");
  OnTerminal impatient({"sandtray", "run", "shell", "-m", usual_method()}, env_, workspace_);
  ASSERT_TRUE(impatient.shows("waits for its turn"));
  const auto queued = list(false).at(0).at("id").get<std::string>();
  ASSERT_TRUE(comes_to(queued, "queued"));
  impatient.type("\x03");
  EXPECT_EQ(impatient.status(), 69);
  EXPECT_TRUE(impatient.is_cooked());
  OnTerminal patient({"sandtray", "run", "shell", "-m", usual_method(), "--", "-c",
                      "echo my turn; read -r x; echo got $x"},
                     env_, workspace_);
  ASSERT_TRUE(patient.shows("waits for its turn"));
  let_end("one");
  ASSERT_TRUE(patient.shows("my turn"));
  patient.type("word\r");
  EXPECT_TRUE(patient.shows("got word"));
  EXPECT_EQ(patient.status(), 0);
}

TEST_F(Queue, IsLongerOrShorterAtOnce) {
  const auto one = start_until("one");
  const auto two = start_until("two");
  const auto three = start_until("three");
  limit(2);
  EXPECT_TRUE(comes_to(two, "starting"));
  EXPECT_EQ(state_of(three), "queued");
  limit(0);
  EXPECT_TRUE(comes_to(three, "starting"));
  let_end("three");
  EXPECT_EQ(sandtray({"wait", three}).status, 0);
  EXPECT_THAT(order(), ElementsAre("one", "two", "three"));
}

TEST_F(Queue, WaitsForSettingsThatCanBeRead) {
  const auto one = start_until("one");
  const auto two = start_until("two");
  const auto file = sandtray({"config", "path"}).out;
  const auto path = file.substr(0, file.find('\n'));
  const auto good = read(path);
  write(path, "{ \"max_sessions\": ");
  EXPECT_TRUE(comes_to(two, "it waits on")) << "and says why";
  let_end("one");
  EXPECT_EQ(sandtray({"wait", one}).status, 0);
  EXPECT_EQ(state_of(two), "queued");
  write(path, good);
  EXPECT_TRUE(comes_to(two, "starting"));
}

TEST_F(Queue, IsNotLeftOutOfTurnWhoeverAsks) {
  const auto one = start_until("one");
  const auto two = start_until("two");
  const auto three = start_until("three");
  EXPECT_THAT(sandtray({"--admit", three}).out, HasSubstr(R"("come":false)"));
  EXPECT_THAT(sandtray({"--admit", one}).out, HasSubstr("waits for no turn"));
  EXPECT_THAT(sandtray({"--admit", "../x"}).out, HasSubstr("there is no session"));
  for (const auto& name : {"one", "two", "three"}) let_end(name);
  EXPECT_EQ(sandtray({"wait", three}).status, 0);
  EXPECT_THAT(order(), ElementsAre("one", "two", "three"));
  EXPECT_THAT(sandtray({"--admit", three}).out, HasSubstr("waits for no turn"));
}

TEST_F(Queue, GoesOnWhenWhoMadeThePlanWasKilled) {
  const auto one = start_until("one");
  const auto two = start_until("two");
  let_end("two");
  write(folder_of(two) + "/admitted", "2026-01-01T00:00:00.000Z");  // and there is no plan
  EXPECT_EQ(sandtray({"config", "set", "stop_timeout_s", "9"}).status, 0) << "it asks again";
  EXPECT_EQ(sandtray({"wait", two}).status, 0);
  EXPECT_THAT(order(), ElementsAre("one", "two"));
  EXPECT_EQ(sandtray({"stop", one}).status, 0);
}

TEST_F(Queue, IsStoppedAsAWholeWithoutLettingAnybodyIn) {
  start_until("one");
  for (const auto* name : {"two", "three", "four"}) start_until(name);
  EXPECT_EQ(sandtray({"stop", "--all"}).status, 0);
  EXPECT_THAT(order(), ElementsAre("one"));
  EXPECT_THAT(list(false), IsEmpty());
}

TEST_F(Queue, KeepsTheSizeOfTheTerminalThatIsAttached) {
  const auto one = start_until("one");
  const auto two = start("stty size; sleep 1000");
  OnTerminal attached({"sandtray", "attach", two}, env_);
  ASSERT_TRUE(attached.shows("Ctrl-C ends it"));
  attached.resize(33, 111);
  attached.type("x");  // after that the size has been told
  let_end("one");
  EXPECT_TRUE(attached.shows("33 111"));
}

TEST_F(Queue, DoesNotCountWhatHasEndedNorATestOfAMethod) {
  EXPECT_EQ(sandtray({"wait", start("exit 0")}).status, 0);
  const auto one = start_until("one");
  EXPECT_THAT(list(false), ::testing::SizeIs(1));
  EXPECT_EQ(sandtray({"stop", one}).status, 0);
  EXPECT_THAT(list(false), IsEmpty());
  const auto two = start_until("two");
  EXPECT_NE(state_of(two), "queued");
}

}  // namespace
}  // namespace sandtray::test
