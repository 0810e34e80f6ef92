// SPDX-License-Identifier: MIT
// When the machine runs, and what a reset and a copy of it are.
#include <gmock/gmock.h>

#include "unit/app/a_vm_wizard.h"

namespace sandtray::app {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

TEST(VmWizard, AsksWhenTheMachineRuns) {
  auto wizard = looked();
  go_to(wizard, VmPage::size);
  wizard.set("idle_minutes", "soon");
  EXPECT_EQ(wizard.reasons().count("idle_minutes"), 1u);
  EXPECT_EQ(wizard.next(), VmDeed::none);
  EXPECT_EQ(wizard.page(), VmPage::size);
  wizard.set("idle_minutes", "0");
  wizard.set("start_with_sandtray", yes);
  go_to(wizard, VmPage::summary);
  EXPECT_EQ(row(wizard.rows(), "times").text, "until it is stopped, starts with Sandtray");
  EXPECT_EQ(wizard.settings()["idle_minutes"], 0);
  EXPECT_EQ(wizard.settings()["start_with_sandtray"], true);
  EXPECT_EQ(wizard.settings()["stop_with_sandtray"], false);
}

// Unlike its size, that can be changed at any time.
TEST(VmWizard, KeepsWhatIsSaidOfOneThatIsMade) {
  auto known = here();
  known.before = {{"idle_minutes", 5}, {"stop_with_sandtray", true}};
  auto wizard = looked(known, plan("ok", /*made=*/true));
  go_to(wizard, VmPage::size);
  for (const auto& field : wizard.fields()) {
    const bool is_size =
        field.key == "processors" || field.key == "memory_mib" || field.key == "disk_gib";
    EXPECT_EQ(field.enabled, !is_size) << field.key;
  }
  EXPECT_EQ(value_of(wizard.values(), "idle_minutes"), "5");
  wizard.set("idle_minutes", "100001");
  EXPECT_EQ(wizard.reasons().count("idle_minutes"), 1u);
  wizard.set("idle_minutes", "5");
  go_to(wizard, VmPage::summary);
  EXPECT_EQ(row(wizard.rows(), "times").text,
            "stops after 5 min without a session, stops when Sandtray quits");
}

TEST(VmWizard, KeepsACopyWhereThatIsAskedFor) {
  auto wizard = looked();
  go_to(wizard, VmPage::summary);
  ASSERT_EQ(wizard.fields().size(), 1u);
  wizard.set("golden", yes);
  EXPECT_THAT(wizard.words(), Not(Contains("--golden")));
  wizard.next();
  EXPECT_THAT(wizard.words(), Contains("--golden"));
  EXPECT_FALSE(wizard.settings().contains("golden"));
}

TEST(VmWizard, ResetsAtOnceAndAsksNothing) {
  auto known = here();
  known.resets = true;
  VmWizard wizard(known);
  EXPECT_EQ(wizard.start(), VmDeed::look) << "vm.json stays as it is";
  EXPECT_EQ(wizard.page(), VmPage::progress);
  EXPECT_THAT(wizard.words(), ElementsAre("provision", "lima", "--json", "--yes", "--reset"));
  wizard.hear({{"event", "plan"},
               {"steps",
                {{{"name", "reset"}, {"needed", true}, {"what", "remove it"}},
                 {{"name", "create"}, {"needed", true}, {"what", "make it"}}}},
               {"checks", Json::array()}});
  does(wizard, {"reset"});
  tell(wizard, "begins", "create");
  tell(wizard, "ends", "create", {{"ok", false}, {"message", "no room"}});
  wizard.ended(69, "no room");
  EXPECT_EQ(wizard.page(), VmPage::failed);
  EXPECT_FALSE(wizard.can_back()) << "there is no page that was shown";
  EXPECT_EQ(wizard.next(), VmDeed::look);
  EXPECT_THAT(wizard.words(), Not(Contains("--reset"))) << "that has been done";
  EXPECT_EQ(row(wizard.rows(), "reset").title, "Remove the machine that is there");
}

}  // namespace
}  // namespace sandtray::app
