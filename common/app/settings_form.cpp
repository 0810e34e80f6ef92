// SPDX-License-Identifier: MIT
#include "app/settings_form.h"

#include <algorithm>
#include <cstdlib>

#include "app/method_form.h"
#include "app/window_strings.h"
#include "base/text.h"
#include "base/words.h"

namespace sandtray::app {
namespace {

constexpr auto containerized = "containerized_agents";
constexpr auto default_method = "default_method";
constexpr auto network = "network";
constexpr auto terminal = "terminal";
constexpr auto detach_keys = "detach_keys";
constexpr auto log_mib = "log_mib";
constexpr auto stop_timeout = "stop_timeout_s";
constexpr auto max_sessions = "max_sessions";
constexpr auto quiet_success = "notifications.quiet_success_s";
constexpr auto quiet_hours = "notifications.quiet_hours";
constexpr auto quiet_from = "notifications.quiet_hours.from";
constexpr auto quiet_to = "notifications.quiet_hours.to";
constexpr const char* switches[] = {containerized, "notifications.finished",
                                    "notifications.needs_you", "notifications.failed"};

struct Number {
  const char* key;
  int least, most;  // the schema's
};
constexpr Number numbers[] = {
    {log_mib, 1, 4096}, {stop_timeout, 0, 600}, {max_sessions, 0, 1000}, {quiet_success, 0, 86400}};

bool is_time(const std::string& text) {
  if (text.size() != 5 || text[2] != ':') return false;
  for (const std::size_t at : {0, 1, 3, 4}) {
    if (text[at] < '0' || text[at] > '9') return false;
  }
  return std::atoi(text.c_str()) < 24 && text[3] < '6';
}

Result<SettingChange> number_change(const Number& number, const std::string& text) {
  const auto read = decimal_number(text);
  const int value = read ? static_cast<int>(*read) : -1;
  if (!read || value < number.least || value > number.most) {
    return fail(Code::usage,
                expand_template(strings::number_form, {{"least", std::to_string(number.least)},
                                                       {"most", std::to_string(number.most)}}));
  }
  return SettingChange{number.key, Json(value)};
}

Result<SettingChange> quiet_change(const Values& values) {
  const auto from = value_of(values, quiet_from), to = value_of(values, quiet_to);
  if (value_of(values, quiet_hours) != yes) return SettingChange{quiet_hours, std::nullopt};
  if (!is_time(from) || !is_time(to)) return fail(Code::usage, strings::time_form);
  return SettingChange{quiet_hours, Json{{"from", from}, {"to", to}}};
}

// "ctrl-],d", as the schema has it.
bool are_detach_keys(const std::string& text) {
  bool first = true;
  for (const auto& key : split(text, ',')) {
    const bool control = key.size() == 6 && key.starts_with("ctrl-") &&
                         ((key[5] >= 'a' && key[5] <= 'z') ||
                          std::string("@[]^_\\").find(key[5]) != std::string::npos);
    const bool plain = key.size() == 1 && key[0] >= ' ' && key[0] <= '~';
    if (!control && (first || !plain)) return false;
    first = false;
  }
  return true;
}

}  // namespace

std::vector<Field> sandboxing_fields(const SettingsFacts& facts) {
  const auto& chosen = facts.settings.default_method;
  const auto at = std::find_if(facts.methods.begin(), facts.methods.end(),
                               [&](const auto& method) { return method.name == chosen; });
  const bool open = at != facts.methods.end() && !at->boundary;
  return {
      {.key = containerized,
       .label = strings::containerized,
       .kind = FieldKind::flag,
       .help = strings::containerized_help},
      {.key = default_method,
       .label = strings::default_method,
       .kind = FieldKind::choice,
       .help = strings::default_method_help,
       .options = default_method_options(facts.methods, facts.usual_method, chosen),
       .enabled = facts.settings.containerized_agents,
       .alarm = !open     ? ""
                : at->own ? strings::default_is_unknown
                          : strings::default_is_open},
      {.key = network,
       .label = strings::network,
       .kind = FieldKind::choice,
       .help = strings::network_help,
       .options = {{"host", strings::network_host}, {"none", strings::network_none}}},
  };
}

std::vector<Field> notification_fields(const config::Settings& settings) {
  const bool quiet = !settings.notifications.quiet_from.empty();
  return {
      {.key = "notifications.needs_you", .label = strings::tell_needs_you, .kind = FieldKind::flag},
      {.key = "notifications.finished", .label = strings::tell_finished, .kind = FieldKind::flag},
      {.key = "notifications.failed", .label = strings::tell_failed, .kind = FieldKind::flag},
      {.key = quiet_success, .label = strings::quiet_success, .help = strings::quiet_success_help},
      {.key = quiet_hours,
       .label = strings::quiet_hours,
       .kind = FieldKind::flag,
       .help = strings::quiet_hours_help},
      {.key = quiet_from, .label = strings::quiet_from, .enabled = quiet},
      {.key = quiet_to, .label = strings::quiet_to, .enabled = quiet},
  };
}

std::vector<Field> general_fields() {
  return {
      {.key = terminal, .label = strings::terminal, .help = strings::terminal_help},
      {.key = detach_keys, .label = strings::detach_keys, .help = strings::detach_keys_help},
      {.key = log_mib, .label = strings::log_mib, .help = strings::log_mib_help},
      {.key = stop_timeout, .label = strings::stop_timeout, .help = strings::stop_timeout_help},
      {.key = max_sessions, .label = strings::max_sessions, .help = strings::max_sessions_help},
  };
}

Values settings_values(const config::Settings& settings) {
  const auto& toasts = settings.notifications;
  const bool quiet = !toasts.quiet_from.empty();
  return {{containerized, flag_text(settings.containerized_agents)},
          {default_method, settings.default_method},
          {network, settings.network},
          {terminal, settings.terminal},
          {detach_keys, settings.detach_keys},
          {log_mib, std::to_string(settings.log_bytes >> 20)},
          {stop_timeout, std::to_string(settings.stop_timeout_s)},
          {max_sessions, std::to_string(settings.max_sessions)},
          {"notifications.finished", flag_text(toasts.finished)},
          {"notifications.needs_you", flag_text(toasts.needs_you)},
          {"notifications.failed", flag_text(toasts.failed)},
          {quiet_success, std::to_string(toasts.quiet_success_s)},
          {quiet_hours, flag_text(quiet)},
          {quiet_from, quiet ? toasts.quiet_from : "22:00"},
          {quiet_to, quiet ? toasts.quiet_to : "07:00"}};
}

Result<SettingChange> setting_change(const std::string& key, const Values& values) {
  const auto text = value_of(values, key);
  if (std::find(std::begin(switches), std::end(switches), key) != std::end(switches)) {
    return SettingChange{key, Json(text == yes)};
  }
  for (const auto& number : numbers) {
    if (key == number.key) return number_change(number, text);
  }
  if (key == quiet_hours || key == quiet_from || key == quiet_to) return quiet_change(values);
  if (key == detach_keys && !are_detach_keys(text)) {
    return fail(Code::usage, strings::detach_keys_form);
  }
  if (key == terminal) {
    if (const auto words = split_words(text); !words)
      return fail(Code::usage, words.error().message);
  }
  if (text.empty()) return SettingChange{key, std::nullopt};
  return SettingChange{key, Json(text)};
}

}  // namespace sandtray::app
