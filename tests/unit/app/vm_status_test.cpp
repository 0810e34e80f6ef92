// SPDX-License-Identifier: MIT
#include "app/vm_status.h"

#include <gmock/gmock.h>

#include "provision/lima/state.h"

namespace sandtray::app {
namespace {

using provision::VmState;
using testing::HasSubstr;
using testing::Not;

Json status(VmState state) {
  return {{"state", provision::to_string(state)},
          {"detail", ""},
          {"processors", 4},
          {"memory_mib", 4096},
          {"disk_gib", 40},
          {"rules_hold", true},
          {"changes_at_next_start", false}};
}

TEST(VmStatus, KnowsEveryStateThatTheCommandTells) {
  const auto unknown = vm_status({{"state", "asleep"}}).text;
  for (const auto state :
       {VmState::absent, VmState::stopped, VmState::starting, VmState::ready, VmState::degraded,
        VmState::stopping, VmState::broken, VmState::failed}) {
    const auto shown = vm_status(status(state));
    EXPECT_NE(shown.text, unknown) << provision::to_string(state);
    EXPECT_FALSE(shown.text.empty());
    // One that is on its way is left to it.
    EXPECT_FALSE(shown.passes && (shown.can_start || shown.can_stop));
  }
}

TEST(VmStatus, OffersWhatCanBeDone) {
  EXPECT_TRUE(vm_status(status(VmState::stopped)).can_start);
  EXPECT_FALSE(vm_status(status(VmState::stopped)).can_stop);
  EXPECT_TRUE(vm_status(status(VmState::ready)).can_stop);
  EXPECT_FALSE(vm_status(status(VmState::ready)).can_start);
  EXPECT_TRUE(vm_status(status(VmState::starting)).passes);
  const auto absent = vm_status({{"state", "absent"}, {"detail", ""}});
  EXPECT_FALSE(absent.can_start || absent.can_stop || absent.is_there);
}

TEST(VmStatus, SaysHowLargeItIsAndThatARuleDoesNotHold) {
  auto told = status(VmState::ready);
  EXPECT_THAT(vm_status(told).text, HasSubstr("4 processors, 4096 MiB"));
  EXPECT_EQ(vm_status(told).alarm, "");
  told["rules_hold"] = false;
  EXPECT_THAT(vm_status(told).alarm, HasSubstr("is root inside"));
  EXPECT_THAT(vm_status(told).text, HasSubstr("is root inside"));
  told["restrict_sudo"] = true;
  told["had_root"] = true;
  EXPECT_THAT(vm_status(told).alarm, HasSubstr("once"));
  EXPECT_THAT(vm_status(told).text, HasSubstr("has left there"));
  told["open"] = "writes the system\x1b[2J";
  EXPECT_THAT(vm_status(told).alarm, HasSubstr("no agent is let in"));
  EXPECT_THAT(vm_status(told).text, HasSubstr("one writes the system"));
  EXPECT_THAT(vm_status(told).text, Not(HasSubstr("\x1b")));
  told["changes_at_next_start"] = true;
  EXPECT_THAT(vm_status(told).text, HasSubstr("next start"));
}

TEST(VmStatus, SaysWhatItHoldsAndWhenItStopsByItself) {
  auto told = status(VmState::ready);
  told["memory"] = {{"held_bytes", 2'040'109'465}, {"used_bytes", 536'870'912}};
  told["idle_minutes"] = 30;
  const auto shown = vm_status(told);
  EXPECT_EQ(shown.state, "ready, 1.9 GiB held");
  EXPECT_THAT(shown.text, HasSubstr("Ready.\n1.9 GiB held, 512 MiB used inside\n"
                                    "Stops after 30 min without a session\n4 processors"));
  told["memory"].erase("held_bytes");
  EXPECT_EQ(vm_status(told).memory, "512 MiB used inside");
  told["memory"]["used_bytes"] = -1;
  told["idle_minutes"] = -5;
  EXPECT_EQ(vm_status(told).memory + vm_status(told).idle, "");
  told["state"] = "stopped";
  told["idle_minutes"] = 30;
  EXPECT_EQ(vm_status(told).idle, "") << "it has stopped";
}

TEST(VmStatus, BelievesNoForm) {
  for (const auto& told : {Json(), Json("ready"), Json::array(), Json{{"state", 7}}}) {
    EXPECT_FALSE(vm_status(told).can_start) << told;
  }
  auto told = status(VmState::failed);
  told["detail"] = "no \x1b[2Jdisk";
  told["processors"] = "many";
  EXPECT_THAT(vm_status(told).text, HasSubstr("no disk"));
  EXPECT_THAT(vm_status(told).text, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace sandtray::app
