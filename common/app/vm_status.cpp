// SPDX-License-Identifier: MIT
#include "app/vm_status.h"

#include <algorithm>
#include <optional>

#include "app/session_use.h"
#include "app/strings.h"
#include "app/vm_wizard_strings.h"
#include "base/text.h"

namespace sandtray::app {
namespace {

struct KnownState {
  const char* name;
  const char* word;
  const char* text;
  bool can_start, can_stop, passes;
};
constexpr KnownState known_states[] = {
    {"absent", strings::vm_word_absent, strings::vm_is_absent, false, false, false},
    {"stopped", strings::vm_word_stopped, strings::vm_is_stopped, true, false, false},
    {"starting", strings::vm_word_starting, strings::vm_is_starting, false, false, true},
    {"ready", strings::vm_word_ready, strings::vm_is_ready, false, true, false},
    {"degraded", strings::vm_word_degraded, strings::vm_is_degraded, false, true, false},
    {"stopping", strings::vm_word_stopping, strings::vm_is_stopping, false, false, true},
    {"failed", strings::vm_word_failed, strings::vm_is_failed, true, false, false},
    {"broken", strings::vm_word_broken, strings::vm_is_broken, true, true, false},
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

std::optional<std::uint64_t> number_of(const Json& status, const char* key) {
  const auto at = status.find(key);
  if (at == status.end() || !at->is_number_integer() || *at < 0) return std::nullopt;
  return at->get<std::uint64_t>();
}

struct Memory {
  std::string held, used;  // empty: not known
};

Memory memory_of(const Json& status) {
  const auto at = status.find("memory");
  if (at == status.end() || !at->is_object()) return {};
  const auto words = [&](const char* key, const char* text) {
    const auto bytes = number_of(*at, key);
    return bytes ? expand_template(text, {{"memory", memory_words(*bytes)}}) : std::string();
  };
  return {words("held_bytes", strings::vm_memory_held),
          words("used_bytes", strings::vm_memory_used)};
}

std::string joined(const std::string& one, const std::string& other) {
  return one + (one.empty() || other.empty() ? "" : ", ") + other;
}

std::string idle_words(const Json& status) {
  const auto minutes = number_of(status, "idle_minutes").value_or(0);
  if (minutes == 0) return "";
  return expand_template(strings::vm_idle_stop, {{"minutes", std::to_string(minutes)}});
}

std::string services_words(const Json& status) {
  const auto at = status.find("host_services");
  if (at == status.end() || !at->is_array()) return "";
  std::string ports;
  for (const auto& port : *at) {
    const int number = port.is_number_integer() ? port.get<int>() : 0;
    if (number > 0) ports = joined(ports, std::to_string(number));
  }
  return ports.empty() ? "" : expand_template(strings::vm_services, {{"ports", ports}});
}

bool flag_of(const Json& status, const char* key, bool otherwise) {
  const auto at = status.find(key);
  return at != status.end() && at->is_boolean() ? at->get<bool>() : otherwise;
}

// Why its rules do not hold: in a line, and in full.
struct Alarm {
  std::string line, text;
};

Alarm alarm_of(const Json& status) {
  if (flag_of(status, "rules_hold", true)) return {};
  if (const auto open = text_of(status, "open"); !open.empty()) {
    return {strings::machine_lets_nobody_in,
            expand_template(strings::vm_open_alarm, {{"what", open}})};
  }
  if (flag_of(status, "restrict_sudo", false)) {
    return {strings::machine_had_root, strings::vm_had_root_alarm};
  }
  return {strings::machine_alarm, strings::vm_restrict_sudo_alarm};
}

}  // namespace

VmStatus vm_status(const Json& status) {
  VmStatus shown;
  const auto name = text_of(status, "state");
  const auto* state = std::find_if(std::begin(known_states), std::end(known_states),
                                   [&](const KnownState& known) { return known.name == name; });
  if (state == std::end(known_states)) {
    shown.text = strings::vm_is_unknown;
    shown.state = strings::vm_word_unknown;
    return shown;
  }
  shown.text = state->text;
  const auto memory = memory_of(status);
  shown.state = joined(state->word, memory.held);
  shown.memory = joined(memory.held, memory.used);
  if (state->can_stop) shown.idle = idle_words(status);
  shown.can_start = state->can_start;
  shown.can_stop = state->can_stop;
  shown.passes = state->passes;
  for (const auto& line : {text_of(status, "detail"), shown.memory, shown.idle}) {
    if (!line.empty()) shown.text += "\n" + line;
  }
  shown.is_there = status.contains("processors");
  if (!shown.is_there) return shown;
  shown.text += "\n" + size_line(status);
  shown.services = services_words(status);
  if (!shown.services.empty()) shown.text += "\n" + shown.services;
  const auto alarm = alarm_of(status);
  shown.alarm = alarm.line;
  if (!alarm.text.empty()) shown.text += "\n" + alarm.text;
  if (flag_of(status, "changes_at_next_start", false)) {
    shown.text += "\n" + std::string(strings::vm_changes_wait);
  }
  return shown;
}

}  // namespace sandtray::app
