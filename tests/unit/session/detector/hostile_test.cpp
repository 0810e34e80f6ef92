// SPDX-License-Identifier: MIT
// What an agent must not be able to do to the detector.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "session/detector/program_status.h"
#include "unit/session/detector/capture.h"

namespace sandtray::session {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ProgramStatus, ReadsAReport) {
  const auto status = parse_program_status(
      "state=blocked:app=claude-code:id=a/b:kind=question:progress=50:new=1:msg=w6Q=");
  ASSERT_TRUE(status);
  EXPECT_EQ(status->state, ProgramStatus::State::blocked);
  EXPECT_EQ(status->kind, "question");
  EXPECT_EQ(status->message, "ä");
  EXPECT_EQ(status->id, "a/b");
}

TEST(ProgramStatus, DiscardsAReportThatBreaksARule) {
  for (const char* text : {
           "",
           "?",
           "app=codex",
           "state=",
           "state=sleeping",
           "state",
           "state=done:msg=YQ",
           "state=done:msg=Y Q=",
           "state=done:msg=G1szMW0=",  // ESC[31m
           "state=done:msg=YQpi",      // line feed
           "state=done:msg=woU=",      // U+0085
           "state=done:msg=/w==",      // no UTF-8
           "state=done:title=Gw==",
           "state=done:x=\x1fy",
       }) {
    EXPECT_FALSE(parse_program_status(text)) << text;
  }
  std::string message;
  while (message.size() < 2728) message += "YWFh";                           // 2046 bytes
  EXPECT_TRUE(parse_program_status("state=done:msg=" + message + "YWE="));   // 2048
  EXPECT_FALSE(parse_program_status("state=done:msg=" + message + "YWFh"));  // 2049
  std::string records = "state=done";
  for (int i = 1; i < 256; ++i) records += ":k=v";
  EXPECT_TRUE(parse_program_status(records));
  EXPECT_FALSE(parse_program_status(records + ":k=v"));
}

TEST(HostileAgent, CannotPassAReportOverTheLimitOrWithControls) {
  DetectorDriver driver(config::Signals{});
  driver.output(0, "\033]7501;state=done:x=" + std::string(5000, 'y') + "\a");
  driver.output(1, "\033]7501;state=do\bne\a");
  driver.output(2, "\033]7501;state=done\x18");
  driver.output(3, "\033]7501;state=done\033]0;t\a");
  EXPECT_THAT(driver.take_lines(), IsEmpty());
}

TEST(HostileAgent, CannotPutEscapesIntoAMessageOrATitle) {
  DetectorDriver codex(shipped_signals("codex"));
  codex.output(0, "\033]0;⠋ ws\a");
  codex.output(1000, "\033]9;rm\xe2\x80\xae txt.exe \xff<b>&\a");
  codex.output(2000, "\033]0;⠙ ws\a");
  codex.output(3000, "\033]9;Approval requested: " + std::string(3000, 'x') + "\a");
  const auto lines = codex.take_lines();
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[1], "1000 done bell: rm txt.exe <b>&");
  EXPECT_LT(lines[2].size(), 450u);
  EXPECT_EQ(codex.detector().title(), "⠙ ws");
  codex.output(4000, "\033]2;" + std::string(1 << 20, 'x') + "\a");
  EXPECT_LE(codex.detector().title().size(), 203u);
}

TEST(HostileAgent, IsSlowedDownButItsLastStateComesOut) {
  DetectorDriver driver(config::Signals{});
  driver.output(0, "\033]7501;state=working\a");
  driver.until(500);
  std::string flood;
  for (int i = 0; i < 10000; ++i) flood += "\033]7501;state=done\a\033]7501;state=working\a";
  driver.output(1000, flood + "\033]7501;state=blocked\a");
  const auto at_once = driver.take_lines();
  EXPECT_LE(at_once.size(), 21u);
  driver.until(60000);
  const auto later = driver.take_lines();
  ASSERT_EQ(later.size(), 1u);
  EXPECT_EQ(later.back(), "1500 blocked osc");
  EXPECT_FALSE(driver.detector().deadline());
}

TEST(HostileAgent, GetsABoundedAnswer) {
  DetectorDriver driver(config::Signals{});
  std::string flood;
  for (int i = 0; i < 20000; ++i) flood += "\033[c\033]11;?\a";
  driver.detector().output(flood, {});
  EXPECT_LE(driver.detector().take_replies().size(), 4096u);
}

TEST(HostileHook, OfAnyShapeIsIgnored) {
  DetectorDriver claude(shipped_signals("claude"));
  for (const char* text :
       {"null", "[]", "7", "\"Stop\"", "{}", "{\"hook_event_name\":7}",
        "{\"hook_event_name\":{\"a\":[]}}", "[{\"hook_event_name\":\"Stop\"}]"}) {
    claude.hook(0, Json::parse(text));
  }
  claude.until(2000);
  EXPECT_THAT(claude.take_lines(), IsEmpty());
  claude.hook(3000, {{"hook_event_name", "StopFailure"}, {"last_assistant_message", {1, 2}}});
  claude.hook(4000, {{"hook_event_name", "Stop"},
                     {"last_assistant_message", std::string(100000, 'x') + "\033[31m"}});
  EXPECT_THAT(claude.take_lines(), ElementsAre("3000 failed hook"));
}

}  // namespace
}  // namespace sandtray::session
