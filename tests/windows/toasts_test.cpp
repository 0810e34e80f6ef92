// SPDX-License-Identifier: MIT
// What the tray does with toasts and what comes back from them.
#include "tray/application_id.h"
#include "windows/toasts_fixture.h"

namespace sandtray::tray {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST_F(ToastsTest, ShowsTextsAndButtons) {
  toasts_->show(question("abcd2345"));
  EXPECT_THAT(delivered_, ElementsAre("A question"));
  const auto all = shown();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0]["tag"], "abcd2345");
  EXPECT_EQ(all[0]["texts"], Json({"A question", "claude in C:/work\nAgent says: & <b>"}));
  EXPECT_EQ(all[0]["duration"], "long");
  ASSERT_EQ(all[0]["buttons"].size(), 2U);
  EXPECT_EQ(all[0]["buttons"][0]["content"], "Attach");
  EXPECT_EQ(all[0]["buttons"][0]["type"], "foreground");
}

TEST_F(ToastsTest, AButtonIsItsActionOnTheThreadOfTheTray) {
  toasts_->show(question("a"));
  toasts_->show(question("b"));
  ASSERT_EQ(person("click b log"), "ok");
  ASSERT_TRUE(runs_to_the_end());
  EXPECT_THAT(invoked_,
              ElementsAre(app::Action{.kind = app::ActionKind::show_log, .session = "b"}));
  ASSERT_EQ(person("click a " + std::string(shown()[0]["launch"])), "ok");
  ASSERT_TRUE(runs_to_the_end());
  EXPECT_EQ(invoked_.back(), (app::Action{.kind = app::ActionKind::attach, .session = "a"}));
  EXPECT_TRUE(on_thread_);
}

TEST_F(ToastsTest, NoOtherAnswerDoesAnything) {
  toasts_->show(question("a"));
  for (const auto* answer : {"", "stop", "attach;session=b", "log\""}) {
    ASSERT_EQ(person(std::string("click a ") + answer), "ok");
  }
  settle();
  EXPECT_THAT(invoked_, IsEmpty());
}

TEST_F(ToastsTest, AHostileTitleIsATitle) {
  const std::string title = "\"><action content=\"Attach\" arguments=\"attach\"/><text>x";
  auto asked = question("a", title + "\x1b\x01");
  asked.buttons.resize(1);
  toasts_->show(asked);
  const auto all = shown();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0]["texts"][0], title);
  EXPECT_EQ(all[0]["texts"].size(), 2U);
  EXPECT_EQ(all[0]["buttons"].size(), 1U);
}

TEST_F(ToastsTest, ReplacesTheOneOfTheSameKey) {
  toasts_->show(question("a", "first"));
  toasts_->show(question("a", "second"));
  const auto all = shown();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0]["texts"][0], "second");
  EXPECT_EQ(last_word(), "replace a");
}

TEST_F(ToastsTest, WithdrawsWhatIsShownAndNothingElse) {
  const std::string key(app::longest_key, 'k');
  toasts_->show(question(key));
  toasts_->show(question("b"));
  toasts_->withdraw("never shown");
  EXPECT_EQ(shown().size(), 2U);
  toasts_->withdraw(key);
  ASSERT_EQ(shown().size(), 1U);
  EXPECT_EQ(shown()[0]["tag"], "b");
  toasts_->withdraw("b");
  toasts_->show(question("other"));
  toasts_->withdraw("b");
  EXPECT_EQ(last_word(), "show other") << "once is enough";
}

TEST_F(ToastsTest, OneThatHasHadItsTimeCanStillBeClicked) {
  toasts_->show(question("late"));
  toasts_->show(question("gone"));
  ASSERT_EQ(person("dismiss late 2"), "ok");
  ASSERT_EQ(person("dismiss gone 0"), "ok");
  settle();
  ASSERT_EQ(person("click late attach"), "ok");
  ASSERT_TRUE(runs_to_the_end());
  EXPECT_EQ(invoked_.back().session, "late");
  toasts_->withdraw("gone");
  EXPECT_THAT(person("list"), Not(HasSubstr("hide gone"))) << "Windows has no such toast any more";
}

TEST_F(ToastsTest, WhoeverSwitchedThemOffSeesNone) {
  for (const auto* setting : {"setting 1", "setting 2", "setting 3"}) {
    ASSERT_EQ(person(setting), "ok");
    toasts_->show(question("quiet"));
  }
  EXPECT_EQ(shown().size(), 0U);
  EXPECT_THAT(person("list"), Not(HasSubstr("quiet"))) << "Windows is not even asked";
  EXPECT_EQ(delivered_.size(), 3U) << "No is an answer";
  EXPECT_THAT(refused_, IsEmpty()) << "and no balloon either";
  ASSERT_EQ(person("setting 0"), "ok");
  toasts_->show(question("a"));
  EXPECT_EQ(shown().size(), 1U);
}

TEST_F(ToastsTest, OneThatFailsIsShownInAnotherWay) {
  ASSERT_EQ(person("fail 0x803E0111"), "ok");
  toasts_->show(question("a"));
  ASSERT_TRUE(runs_to_the_end());
  EXPECT_THAT(refused_, ElementsAre("A question"));
  toasts_->show(question("a"));
  EXPECT_EQ(shown().size(), 1U) << "the next one may succeed";
}

TEST_F(ToastsTest, OneWhoseKeyIsTooLongIsShownInAnotherWay) {
  toasts_->show(question(std::string(app::longest_key + 1, 'k')));
  EXPECT_THAT(refused_, ElementsAre("A question"));
  EXPECT_EQ(shown().size(), 0U);
}

TEST_F(ToastsTest, WithoutItsEntryWindowsShowsNothing) {
  ASSERT_TRUE(unregister_application());
  toasts_->show(question("a"));
  EXPECT_THAT(refused_, ElementsAre("A question"));
  EXPECT_THAT(delivered_, IsEmpty());
}

TEST_F(ToastsTest, LeavesNoneBehindThatNobodyWouldHear) {
  toasts_->show(question("a"));
  toasts_.reset();
  EXPECT_EQ(shown().size(), 0U);
}

TEST_F(ToastsTest, WhatIsToldAfterTheEndIsDropped) {
  toasts_->show(question("a"));
  ASSERT_EQ(person("click a attach"), "ok");
  toasts_.reset();
  settle();
  EXPECT_THAT(invoked_, IsEmpty());
}

}  // namespace
}  // namespace sandtray::tray
