// SPDX-License-Identifier: MIT
#include "unit/app/a_vm_wizard.h"

namespace sandtray::app {
namespace {

TEST(VmWizard, FollowsTheCommandToTheEnd) {
  auto wizard = looked();
  go_to(wizard, VmPage::summary);
  EXPECT_EQ(wizard.next(), VmDeed::begin);
  EXPECT_EQ(wizard.page(), VmPage::progress);
  EXPECT_TRUE(wizard.is_busy());
  EXPECT_FALSE(wizard.can_next() || wizard.can_back());
  EXPECT_EQ(wizard.percent(), 0);
  wizard.hear(plan());
  does(wizard, {"machine"});
  tell(wizard, "skipped", "limactl", {{"ok", true}, {"what", "it is there"}});
  EXPECT_EQ(row(wizard.rows(), "limactl").state, VmRowState::skipped);
  tell(wizard, "begins", "image");
  tell(wizard, "progress", "image", {{"percent", 50}, {"text", "150 of 300 MiB"}});
  EXPECT_EQ(row(wizard.rows(), "image").percent, 50);
  EXPECT_EQ(row(wizard.rows(), "image").text, "150 of 300 MiB");
  const int half = wizard.percent();
  EXPECT_GT(half, 6);
  tell(wizard, "progress", "image", {{"percent", nullptr}, {"text", "more"}});
  EXPECT_EQ(row(wizard.rows(), "image").percent, -1);
  tell(wizard, "ends", "image", {{"ok", true}});
  EXPECT_GT(wizard.percent(), half);
  does(wizard, {"settings", "create", "start", "tools", "proof"});
  EXPECT_EQ(wizard.percent(), 100);
  wizard.ended(0, "");
  EXPECT_EQ(wizard.page(), VmPage::done);
  EXPECT_EQ(wizard.next(), VmDeed::close);
}

TEST(VmWizard, AFailureIsToldAndCanBeTriedAgain) {
  auto wizard = looked();
  go_to(wizard, VmPage::progress);
  does(wizard, {"machine", "limactl"});
  tell(wizard, "begins", "image");
  tell(wizard, "ends", "image",
       {{"ok", false}, {"message", "no \x1b[2Jnetwork"}, {"hint", "Give a file."}});
  wizard.ended(69, "sandtray: no network\nGive a file.");
  EXPECT_EQ(wizard.page(), VmPage::failed);
  EXPECT_EQ(row(wizard.rows(), "image").text, "no network\nGive a file.");
  EXPECT_EQ(row(wizard.rows(), "create").state, VmRowState::waiting);
  EXPECT_EQ(wizard.text(), "sandtray: no network\nGive a file.");
  EXPECT_EQ(wizard.back(), VmDeed::none);
  EXPECT_EQ(wizard.page(), VmPage::summary);
  EXPECT_EQ(wizard.next(), VmDeed::begin);
  EXPECT_EQ(row(wizard.rows(), "image").state, VmRowState::waiting);
  wizard.ended(69, "again");
  EXPECT_EQ(wizard.next(), VmDeed::begin);
  EXPECT_EQ(wizard.page(), VmPage::progress);
}

TEST(VmWizard, IsStoppedAndGoesOnLater) {
  auto wizard = looked();
  go_to(wizard, VmPage::progress);
  tell(wizard, "begins", "image");
  EXPECT_EQ(wizard.cancel(), VmDeed::stop);
  EXPECT_FALSE(wizard.can_cancel());
  EXPECT_EQ(wizard.cancel(), VmDeed::none);
  EXPECT_EQ(wizard.page(), VmPage::progress);
  wizard.ended(143, "sandtray: cancelled");
  EXPECT_EQ(wizard.page(), VmPage::failed);
  EXPECT_EQ(row(wizard.rows(), "image").state, VmRowState::failed);
  EXPECT_NE(wizard.text().find("kept"), std::string::npos);
  EXPECT_EQ(wizard.cancel(), VmDeed::close);
  EXPECT_EQ(wizard.next(), VmDeed::begin);
  wizard.hear(plan());
  tell(wizard, "skipped", "image", {{"ok", true}});
  wizard.ended(0, "");
  EXPECT_EQ(wizard.page(), VmPage::done);
}

TEST(VmWizard, ACancelThatComesTooLateChangesNothing) {
  auto wizard = looked();
  go_to(wizard, VmPage::progress);
  EXPECT_EQ(wizard.cancel(), VmDeed::stop);
  wizard.ended(0, "");
  EXPECT_EQ(wizard.page(), VmPage::done);
}

TEST(VmWizard, WithoutAllToolsTheMachineCanBeUsedAndItSaysWhatIsMissing) {
  auto wizard = looked();
  go_to(wizard, VmPage::progress);
  does(wizard, {"machine", "limactl", "image", "settings", "create", "start"});
  tell(wizard, "begins", "tools");
  tell(wizard, "found", "tools", {{"item", "git"}, {"ok", true}});
  tell(wizard, "found", "tools", {{"item", "claude"}, {"ok", false}, {"detail", "no network"}});
  tell(wizard, "ends", "tools", {{"ok", false}, {"message", "claude is missing"}});
  tell(wizard, "found", "proof", {{"item", "sudo"}, {"ok", true}});
  wizard.ended(69, "claude is missing");
  EXPECT_EQ(wizard.page(), VmPage::done);
  EXPECT_NE(wizard.text().find("claude is missing"), std::string::npos);
  const auto rows = wizard.rows();
  EXPECT_EQ(row(rows, "claude").state, VmRowState::failed);
  EXPECT_EQ(row(rows, "sudo").state, VmRowState::ok);
  EXPECT_THROW(row(rows, "git"), std::out_of_range);
}

TEST(VmWizard, LinesThatMeanNothingAreLeftOut) {
  auto wizard = looked();
  go_to(wizard, VmPage::progress);
  for (const auto& line :
       {Json(), Json("text"), Json::object(), Json{{"event", "begins"}, {"name", "nobody"}},
        Json{{"event", 5}}, Json{{"event", "progress"}, {"name", "image"}, {"percent", "x"}},
        Json{{"event", "plan"}, {"steps", 5}}, Json{{"event", "plan"}, {"steps", {1, 2}}}}) {
    wizard.hear(line);
  }
  wizard.ended(70, "odd");
  EXPECT_EQ(wizard.page(), VmPage::failed);
}

}  // namespace
}  // namespace sandtray::app
