// SPDX-License-Identifier: MIT
#include "app/vm_status.h"

#include <algorithm>

#include "app/vm_wizard_strings.h"
#include "base/text.h"

namespace sandtray::app {
namespace {

struct KnownState {
  const char* name;
  const char* text;
  bool can_start, can_stop, passes;
};
constexpr KnownState known_states[] = {
    {"absent", strings::vm_is_absent, false, false, false},
    {"stopped", strings::vm_is_stopped, true, false, false},
    {"starting", strings::vm_is_starting, false, false, true},
    {"ready", strings::vm_is_ready, false, true, false},
    {"degraded", strings::vm_is_degraded, false, true, false},
    {"stopping", strings::vm_is_stopping, false, false, true},
    {"failed", strings::vm_is_failed, true, false, false},
    {"broken", strings::vm_is_broken, true, true, false},
};

std::string size_line(const Json& status) {
  const auto number = [&](const char* key) {
    const auto at = status.find(key);
    return at != status.end() && at->is_number_integer() ? std::to_string(at->get<int>())
                                                         : std::string("?");
  };
  return expand_template(strings::vm_row_size_text, {{"processors", number("processors")},
                                                     {"memory", number("memory_mib")},
                                                     {"disk", number("disk_gib")}});
}

std::string text_of(const Json& status, const char* key) {
  const auto at = status.find(key);
  return at != status.end() && at->is_string() ? display_text(at->get<std::string>(), 400) : "";
}

bool flag_of(const Json& status, const char* key, bool otherwise) {
  const auto at = status.find(key);
  return at != status.end() && at->is_boolean() ? at->get<bool>() : otherwise;
}

}  // namespace

VmStatus vm_status(const Json& status) {
  VmStatus shown;
  const auto name = text_of(status, "state");
  const auto* state = std::find_if(std::begin(known_states), std::end(known_states),
                                   [&](const KnownState& known) { return known.name == name; });
  if (state == std::end(known_states)) {
    shown.text = strings::vm_is_unknown;
    return shown;
  }
  shown.text = state->text;
  shown.can_start = state->can_start;
  shown.can_stop = state->can_stop;
  shown.passes = state->passes;
  if (const auto detail = text_of(status, "detail"); !detail.empty()) shown.text += "\n" + detail;
  shown.is_there = status.contains("processors");
  if (!shown.is_there) return shown;
  shown.text += "\n" + size_line(status);
  shown.alarm = !flag_of(status, "rules_hold", true);
  if (shown.alarm) shown.text += "\n" + std::string(strings::vm_restrict_sudo_alarm);
  if (flag_of(status, "changes_at_next_start", false)) {
    shown.text += "\n" + std::string(strings::vm_changes_wait);
  }
  return shown;
}

}  // namespace sandtray::app
