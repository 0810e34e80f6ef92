// SPDX-License-Identifier: MIT
#include "app/menu_machine.h"

#include "app/strings.h"
#include "base/text.h"

namespace sandtray::app {
namespace {

constexpr std::int64_t fresh_ms = 60'000;

class Machine {
 public:
  Machine(const MachineEntry& machine, std::size_t sessions, MenuIds& ids)
      : machine_(machine), sessions_(sessions), ids_(ids) {}

  MenuItem item(std::int64_t now_ms) {
    auto top = line("machine", label(now_ms), {});
    if (!machine_.status) {
      add_words(top, "asks", strings::machine_asks);
      return top;
    }
    add_words(top, "memory", machine_.status->memory);
    add_words(top, "services", machine_.status->services);
    add_words(top, "idle", machine_.status->idle);
    add_words(top, "alarm", machine_.status->alarm);
    if (!top.children.empty()) {
      auto between = line("separator/machine", "", {});
      between.separator = true;
      top.children.push_back(std::move(between));
    }
    auto start =
        line("machine/start", strings::menu_machine_start, {.kind = ActionKind::start_machine});
    start.enabled = machine_.status->can_start;
    top.children.push_back(std::move(start));
    auto stop = line("machine/stop", stop_label(), {.kind = ActionKind::stop_machine});
    stop.enabled = machine_.status->can_stop && sessions_ == 0;
    top.children.push_back(std::move(stop));
    return top;
  }

 private:
  std::string label(std::int64_t now_ms) const {
    if (!machine_.status) return strings::menu_machine;
    const auto age_ms = now_ms - machine_.told_ms;
    return expand_template(
        age_ms < fresh_ms ? strings::machine_line : strings::machine_line_old,
        {{"state", machine_.status->state}, {"age", duration_text(age_ms / 1000)}});
  }

  std::string stop_label() const {
    if (sessions_ == 0 || !machine_.status->can_stop) return strings::menu_machine_stop;
    return expand_template(
        sessions_ == 1 ? strings::menu_machine_in_use_one : strings::menu_machine_in_use,
        {{"n", std::to_string(sessions_)}});
  }

  void add_words(MenuItem& to, const std::string& what, const std::string& words) {
    if (words.empty()) return;
    auto made = line("machine/" + what, words, {});
    made.enabled = false;
    to.children.push_back(std::move(made));
  }

  MenuItem line(const std::string& meaning, std::string label, Action action) {
    return menu_item(ids_, meaning, std::move(label), std::move(action));
  }

  const MachineEntry& machine_;
  std::size_t sessions_;
  MenuIds& ids_;
};

}  // namespace

MenuItem machine_item(const MachineEntry& machine, std::size_t sessions, std::int64_t now_ms,
                      MenuIds& ids) {
  return Machine(machine, sessions, ids).item(now_ms);
}

}  // namespace sandtray::app
