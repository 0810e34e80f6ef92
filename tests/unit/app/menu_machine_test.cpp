// SPDX-License-Identifier: MIT
#include "app/menu_machine.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "unit/app/sessions.h"

namespace sandtray::app {
namespace {

using testing::ElementsAre;

constexpr std::uint64_t gib = 1u << 30;

MachineEntry told(const char* state, Json more = Json::object()) {
  more["state"] = state;
  more["processors"] = 4;
  return {vm_status(more), test_start_ms};
}

Json uses(std::uint64_t held, std::uint64_t used) {
  return {{"memory", {{"held_bytes", held}, {"used_bytes", used}}}, {"idle_minutes", 30}};
}

std::vector<std::string> labels_in(const MenuItem& item) {
  std::vector<std::string> found;
  for (const auto& child : item.children) found.push_back(child.separator ? "-" : child.label);
  return found;
}

MenuItem item_of(const MachineEntry& entry, std::size_t sessions = 0, std::int64_t later_s = 0) {
  MenuIds ids;
  return machine_item(entry, sessions, test_start_ms + later_s * 1000, ids);
}

TEST(MenuMachine, SaysWhatItHoldsAndWhenItStops) {
  const auto item = item_of(told("ready", uses(gib * 19 / 10, gib * 6 / 10)));
  EXPECT_EQ(item.label, "Virtual machine: ready, 1.9 GiB held");
  EXPECT_THAT(labels_in(item), ElementsAre("1.9 GiB held, 614 MiB used inside",
                                           "Stops after 30 min without a session", "-",
                                           "Start virtual machine", "Stop virtual machine"));
  EXPECT_FALSE(item.children[3].enabled);
  EXPECT_TRUE(item.children[4].enabled);
  EXPECT_EQ(item.children[4].action, (Action{.kind = ActionKind::stop_machine}));
}

TEST(MenuMachine, SaysNothingThatIsNotKnown) {
  const auto item = item_of(told("stopped", {{"idle_minutes", 30}}));
  EXPECT_EQ(item.label, "Virtual machine: stopped");
  EXPECT_THAT(labels_in(item), ElementsAre("Start virtual machine", "Stop virtual machine"));
  EXPECT_TRUE(item.children[0].enabled);
  EXPECT_FALSE(item.children[1].enabled);
  EXPECT_EQ(item.children[0].action, (Action{.kind = ActionKind::start_machine}));
  EXPECT_THAT(
      labels_in(item_of(told("ready", {{"idle_minutes", 0}, {"memory", {{"held_bytes", "all"}}}}))),
      ElementsAre("Start virtual machine", "Stop virtual machine"));
}

TEST(MenuMachine, NamesEachServiceOfThisMachineThatAgentsReach) {
  EXPECT_THAT(labels_in(item_of(told("ready", {{"host_services", {5432, 8080}}}))),
              ElementsAre("Agents reach ports of this machine: 5432, 8080", "-",
                          "Start virtual machine", "Stop virtual machine"));
  for (const Json& none : {Json::array(), Json("all"), Json{-1, "x"}}) {
    EXPECT_EQ(vm_status({{"state", "ready"}, {"processors", 4}, {"host_services", none}}).services,
              "");
  }
}

TEST(MenuMachine, IsNotStoppedUnderASession) {
  auto item = item_of(told("ready"), 1);
  EXPECT_EQ(item.children.back().label, "Stop virtual machine (a session is in it)");
  EXPECT_FALSE(item.children.back().enabled);
  EXPECT_EQ(item_of(told("ready"), 3).children.back().label,
            "Stop virtual machine (3 sessions are in it)");
}

TEST(MenuMachine, AnAnswerGrowsOld) {
  EXPECT_EQ(item_of(told("ready"), 0, 59).label, "Virtual machine: ready");
  EXPECT_EQ(item_of(told("ready"), 0, 180).label, "Virtual machine: ready (3 min ago)");
  const auto asks = item_of({});
  EXPECT_EQ(asks.label, "Virtual machine");
  EXPECT_THAT(labels_in(asks), ElementsAre("Looking at it…"));
  EXPECT_FALSE(asks.children[0].enabled);
}

TEST(MenuMachine, StandsInTheMenuWhereThereIsOne) {
  MenuIds ids;
  MenuFacts facts;
  const auto has = [&] {
    const auto root = build_menu(facts, ids);
    return std::count_if(root.children.begin(), root.children.end(), [](const MenuItem& item) {
      return item.label.starts_with("Virtual machine");
    });
  };
  EXPECT_EQ(has(), 0);
  facts.machine = told("ready");
  auto inside = live_session(session::State::working);
  inside.spec.method = "lima";
  facts.sessions = {inside, live_session(session::State::working, 0, "bbbb2345")};
  EXPECT_EQ(has(), 1);
  const auto root = build_menu(facts, ids);
  const auto at = std::find_if(root.children.begin(), root.children.end(), [](const auto& item) {
    return item.label.starts_with("Virtual machine");
  });
  EXPECT_EQ(at->children.back().label, "Stop virtual machine (a session is in it)");
}

TEST(MenuMachine, KeepsItsIdsWhileItIsAskedAnew) {
  MenuIds ids;
  const auto before = machine_item(told("ready"), 0, test_start_ms, ids);
  ids.forget_unused();
  const auto after = machine_item(told("stopped"), 0, test_start_ms, ids);
  EXPECT_EQ(before.id, after.id);
  EXPECT_EQ(before.children.back().id, after.children.back().id);
}

}  // namespace
}  // namespace sandtray::app
