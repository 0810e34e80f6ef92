// SPDX-License-Identifier: MIT
// What hooks, the person's keys and several sources together make of a state.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "unit/session/detector/capture.h"

namespace sandtray::session {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string osc(std::string_view payload) {
  return "\033]" + std::string(payload) + "\a";
}
std::string status(std::string_view records) {
  return osc("7501;state=" + std::string(records));
}
std::string title(std::string_view text) {
  return osc("0;" + std::string(text));
}
Json event(std::string_view name) {
  return {{"hook_event_name", name}};
}

Json stop(const Json& background_tasks) {
  return {{"hook_event_name", "Stop"},
          {"background_tasks", background_tasks},
          {"last_assistant_message", "All tests pass."}};
}

TEST(StateByHooks, FollowsATurnOfClaude) {
  DetectorDriver claude(shipped_signals("claude"));
  claude.hook(1000, event("UserPromptSubmit"));
  claude.hook(2000, {{"hook_event_name", "PermissionRequest"},
                     {"tool_name", "Bash"},
                     {"tool_input", {{"command", "touch y.txt"}}}});
  claude.hook(8000, {{"hook_event_name", "Notification"},
                     {"notification_type", "permission_prompt"},
                     {"message", "Claude needs your permission"}});
  claude.hook(9000, event("PostToolUse"));
  claude.hook(9500, stop(Json::array()));
  claude.hook(69500, {{"hook_event_name", "Notification"}, {"notification_type", "idle_prompt"}});
  claude.hook(70000, event("SessionEnd"));
  EXPECT_THAT(claude.take_lines(),
              ElementsAre("1100 working hook", "2000 blocked hook permission: touch y.txt",
                          "9000 working hook", "9500 done hook: All tests pass."));
}

TEST(StateByHooks, FollowsAQuestionAndAFailureOfClaude) {
  DetectorDriver claude(shipped_signals("claude"));
  claude.hook(1000, event("UserPromptSubmit"));
  claude.hook(2000, {{"hook_event_name", "PermissionRequest"},
                     {"tool_name", "AskUserQuestion"},
                     {"tool_input", {{"questions", {{{"question", "Which color?"}}}}}}});
  claude.hook(3000, event("PostToolUse"));
  claude.hook(4000,
              {{"hook_event_name", "StopFailure"}, {"last_assistant_message", "API Error: 400"}});
  EXPECT_THAT(claude.take_lines(),
              ElementsAre("1100 working hook", "2000 blocked hook question: Which color?",
                          "3000 working hook", "4000 failed hook: API Error: 400"));
}

TEST(StateByHooks, SaysFailedWhereGeminiSaysNothing) {
  DetectorDriver gemini(shipped_signals("gemini"));
  gemini.hook(1000, event("BeforeAgent"));
  gemini.hook(2000, {{"hook_event_name", "AfterAgent"}, {"prompt_response", "[no response text]"}});
  // Its title and its notification claim success.
  gemini.output(2001, title("◇  Ready (ws)"));
  gemini.output(2002, osc("9;Gemini CLI session complete | Run finished"));
  gemini.until(9000);
  EXPECT_THAT(gemini.take_lines(), ElementsAre("1100 working hook", "2000 failed hook"));
}

TEST(StateByHooks, LeavesGeminisQuestionWhenTheTitleMovesAfterAKey) {
  DetectorDriver gemini(shipped_signals("gemini"));
  gemini.output(900, title("✦  Working… (ws)"));
  gemini.hook(1000, event("BeforeAgent"));
  gemini.hook(2000, {{"hook_event_name", "Notification"},
                     {"notification_type", "ToolPermission"},
                     {"message", "Run touch y?"},
                     {"details", {{"type", "exec"}}}});
  gemini.output(2010, title("✋  Action Required (ws)"));
  gemini.input(4000, "\r");
  gemini.output(4100, title("✦  Working… (ws)"));
  gemini.hook(5000, {{"hook_event_name", "AfterAgent"}, {"prompt_response", "ok"}});
  EXPECT_THAT(gemini.take_lines(),
              ElementsAre("1000 working title", "2000 blocked hook permission: Run touch y?",
                          "4100 working title", "5000 done hook: ok"));
}

TEST(StateByHooks, IgnoresOpenCodesIdleAfterAnError) {
  DetectorDriver opencode(shipped_signals("opencode"));
  const auto of = [](std::string_view type, Json properties) -> Json {
    return {{"type", type}, {"properties", std::move(properties)}};
  };
  const Json busy = of("session.status", {{"status", {{"type", "busy"}}}});
  opencode.hook(1000, busy);
  opencode.hook(1500, of("permission.asked", {{"metadata", {{"command", "rm x"}}}}));
  opencode.hook(1600, busy);  // repeated while the question is open
  opencode.hook(2000, of("permission.replied", Json::object()));
  opencode.hook(3000,
                of("session.error",
                   {{"error", {{"name", "APIError"}, {"data", {{"message", "overloaded"}}}}}}));
  opencode.hook(3100, of("session.idle", Json::object()));
  opencode.hook(3250, of("session.idle", Json::object()));
  opencode.hook(4000, busy);
  opencode.hook(5000, of("session.idle", Json::object()));
  EXPECT_THAT(
      opencode.take_lines(),
      ElementsAre("1100 working hook", "1500 blocked hook permission: rm x", "2000 working hook",
                  "3000 failed hook: overloaded", "4000 working hook", "5000 done hook"));
}

TEST(StateByTerminalAndHooks, IsOneChangeWithTheTextOfTheHook) {
  DetectorDriver codex(shipped_signals("codex"));
  codex.output(1000, status("idle:app=codex"));
  codex.output(2000, status("working:app=codex"));
  codex.hook(2010, event("UserPromptSubmit"));
  // The hook comes first ...
  codex.hook(3000,
             {{"hook_event_name", "PermissionRequest"}, {"tool_input", {{"command", "touch z"}}}});
  codex.output(3050, status("blocked:app=codex:kind=permission"));
  codex.output(4000, status("working:app=codex"));
  // ... or last.
  codex.output(5000, status("done:app=codex"));
  codex.hook(5200, {{"hook_event_name", "Stop"}, {"last_assistant_message", "Done."}});
  codex.hook(9000, {{"hook_event_name", "Stop"}, {"last_assistant_message", "late"}});
  EXPECT_THAT(
      codex.take_lines(),
      ElementsAre("1000 idle osc", "2010 working osc", "3050 blocked osc permission: touch z",
                  "4000 working osc", "5000 done osc", "5200 +done osc: Done."));
}

TEST(StateByTerminalAndHooks, StaysWorkingWhileTasksRunInTheBackground) {
  DetectorDriver claude(shipped_signals("claude"));
  claude.output(1000, status("working:app=claude-code"));
  claude.hook(1010, event("UserPromptSubmit"));
  // The report of the terminal comes first and is taken back before anybody was told.
  claude.output(3000, status("done:app=claude-code"));
  claude.hook(3200, stop({{{"id", "b1"}}}));
  claude.until(5000);
  EXPECT_THAT(claude.take_lines(), ElementsAre("1010 working osc"));
  // The hook comes first.
  claude.hook(6000, stop({{{"id", "b1"}}}));
  claude.output(6100, status("done:app=claude-code"));
  claude.until(8000);
  EXPECT_THAT(claude.take_lines(), IsEmpty());
  // The last turn has no tasks left.
  claude.output(9000, status("done:app=claude-code"));
  claude.hook(9200, stop(Json::array()));
  EXPECT_THAT(claude.take_lines(), ElementsAre("9200 done osc: All tests pass."));
}

TEST(StateByTerminalAndHooks, DoesNotWaitForeverForAHookThatDoesNotCome) {
  DetectorDriver claude(shipped_signals("claude"));
  claude.output(1000, status("working"));
  claude.hook(1010, event("UserPromptSubmit"));
  claude.output(3000, status("done"));
  claude.until(9000);
  EXPECT_THAT(claude.take_lines(), ElementsAre("1010 working osc", "3500 done osc"));
}

TEST(StateByTerminal, DropsLateRepetitions) {
  DetectorDriver claude(shipped_signals("claude"));
  claude.output(1000, status("working"));
  claude.output(2000, status("blocked:kind=permission:msg=eA=="));
  claude.output(8000, osc("9;Claude needs your permission"));
  claude.output(9000, status("idle"));  // Escape
  claude.output(69000, osc("777;notify;Claude Code;Claude is waiting for your input"));
  claude.output(70000, "\a");
  claude.until(80000);
  EXPECT_THAT(claude.take_lines(),
              ElementsAre("1100 working osc", "2000 blocked osc permission: x", "9000 idle osc"));
}

TEST(StateByTerminal, TakesNoProgressBarForANotification) {
  DetectorDriver codex(shipped_signals("codex"));
  codex.output(1000, title("⠋ ws"));
  codex.output(2000, osc("9;4;3;") + osc("9;4;0;") + osc("9;4") + osc("9;7;cmd"));
  codex.until(9000);
  EXPECT_THAT(codex.take_lines(), ElementsAre("1100 working title"));
}

TEST(StateByTerminal, ClearsWhatTheProgramLeavesBehind) {
  DetectorDriver codex(shipped_signals("codex"));
  codex.output(1000, status("blocked:kind=auth"));
  codex.output(2000, status("clear") + status("clear"));
  // Titles speak again once nothing better does.
  codex.output(3000, title("⠋ ws"));
  codex.until(4000);
  EXPECT_THAT(codex.take_lines(),
              ElementsAre("1000 blocked osc auth", "2000 idle osc", "3100 working title"));
}

TEST(StateByTerminal, SaysSoWhenOneQuestionFollowsAnother) {
  DetectorDriver claude(shipped_signals("claude"));
  claude.output(1000, status("blocked:kind=permission:msg=YQ=="));
  claude.output(5000, status("blocked:kind=question:msg=Yg=="));
  EXPECT_THAT(claude.take_lines(),
              ElementsAre("1000 blocked osc permission: a", "5000 +blocked osc question: b"));
}

TEST(StateByTitle, EndsWorkingAtEscapeOnly) {
  DetectorDriver claude(shipped_signals("claude"));
  claude.hook(500, event("UserPromptSubmit"));
  claude.output(1000, title("◐ Claude Code"));
  claude.output(2000, title("✳ Claude Code"));  // may be a question
  claude.until(4000);
  claude.output(5000, title("◑ Claude Code"));
  claude.input(6000, "\033");
  claude.output(6200, title("✳ Claude Code"));
  EXPECT_THAT(claude.take_lines(), ElementsAre("600 working hook", "6200 idle title"));
}

TEST(StateByTitle, IsIdleWhereThePersonHasInterrupted) {
  DetectorDriver gemini(shipped_signals("gemini"));
  gemini.output(1000, title("✦  Working"));
  gemini.input(3000, "\x03");
  gemini.output(3100, title("◇  Ready"));
  gemini.until(5000);
  EXPECT_THAT(gemini.take_lines(), ElementsAre("1100 working title", "3100 idle title"));
}

TEST(StateByTitle, OutlivesAFlickerOfTheTitle) {
  DetectorDriver codex(shipped_signals("codex"));
  codex.output(1000, title("⠋ ws"));
  codex.output(2000, title("ws"));
  codex.output(2050, title("⠋ ws"));
  codex.output(3000, title("ws"));
  codex.until(5000);
  EXPECT_THAT(codex.take_lines(), ElementsAre("1100 working title", "3100 done title"));
}

}  // namespace
}  // namespace sandtray::session
