// SPDX-License-Identifier: MIT
// What the state is guessed to be while nothing better speaks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/session/detector/capture.h"

namespace sandtray::session {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(StateByGuess, TakesAQuietPromptForIdle) {
  DetectorDriver shell(config::Signals{});
  shell.output(1000, "building\r\n");
  shell.output(2000, "user@host:~$ ");
  shell.until(16000);
  EXPECT_THAT(shell.take_lines(), ElementsAre("1100 working guess"));
  EXPECT_TRUE(shell.detector().deadline());
  shell.until(60000);
  EXPECT_THAT(shell.take_lines(), ElementsAre("17000 idle guess"));
  EXPECT_FALSE(shell.detector().deadline()) << "nothing wakes an idle session";
  shell.input(70000, "l");
  shell.output(70001, "l");
  shell.until(70002);
  EXPECT_THAT(shell.take_lines(), IsEmpty());
  shell.input(71000, "s\r");
  shell.output(71001, "s\r\nfile\r\n[overwrite? y/n] Continue? ");
  shell.until(99000);
  EXPECT_THAT(shell.take_lines(),
              ElementsAre("71101 working guess",
                          "86001 blocked guess question: [overwrite? y/n] Continue?"));
}

TEST(StateByGuess, LeavesSilentWorkAlone) {
  DetectorDriver shell(config::Signals{});
  shell.output(1000, "Compiling 50% ");
  shell.until(100000);
  EXPECT_THAT(shell.take_lines(), ElementsAre("1100 working guess"));
}

TEST(StateByGuess, GivesWayToEverySourceThatSpeaks) {
  DetectorDriver claude(shipped_signals("claude"));
  claude.output(1000, "\033]7501;state=working\a$ ");
  claude.until(300000);
  EXPECT_THAT(claude.take_lines(), ElementsAre("1100 working osc"));
  EXPECT_FALSE(claude.detector().deadline());
}

TEST(StateByGuess, DoesNotReadTheAlternateScreen) {
  DetectorDriver shell(config::Signals{});
  shell.output(1000, "\033[?1049h file> ");
  shell.until(300000);
  EXPECT_THAT(shell.take_lines(), ElementsAre("1100 working guess"));
}

TEST(StateByGuess, TakesASilentStartForWork) {
  for (const auto& signals : {config::Signals{}, shipped_signals("claude")}) {
    DetectorDriver silent(signals);
    silent.started(0);
    silent.until(2999);
    EXPECT_THAT(silent.take_lines(), IsEmpty());
    silent.until(60'000);
    EXPECT_THAT(silent.take_lines(), ElementsAre("3000 working guess"));
    EXPECT_EQ(silent.detector().deadline(), std::nullopt);
  }
}

TEST(StateByGuess, HearsALateStartAsAStart) {
  DetectorDriver claude(shipped_signals("claude"));
  claude.started(0);
  claude.output(4000, "\033]0;✳ Claude Code\a");
  claude.until(4999);
  EXPECT_THAT(claude.take_lines(), ElementsAre("3000 working guess", "4000 idle title"));
}

TEST(StateByGuess, TheAgentsOwnWordReplacesTheGuessOfTheSameState) {
  DetectorDriver claude(shipped_signals("claude"));
  claude.started(0);
  claude.output(4000, "\033]7501;state=working\a");
  claude.output(4500, "\033]7501;state=working\a");
  claude.until(9999);
  EXPECT_THAT(claude.take_lines(), ElementsAre("3000 working guess", "4100 working osc"));

  // A start that says `working` for a moment and means nothing by it.
  DetectorDriver codex(shipped_signals("codex"));
  codex.started(0);
  codex.output(4000, "\033]7501;state=working\a");
  codex.output(4030, "\033]7501;state=idle\a");
  codex.until(9999);
  EXPECT_THAT(codex.take_lines(), ElementsAre("3000 working guess", "4030 idle osc"));
}

TEST(StateByGuess, CanBeSwitchedOff) {
  config::Signals signals;
  signals.quiet_seconds = 0;
  DetectorDriver shell(signals);
  shell.output(1000, "password: ");
  EXPECT_FALSE(shell.detector().deadline());
}

}  // namespace
}  // namespace sandtray::session
