// SPDX-License-Identifier: MIT
#include "session/detector/report.h"

#include <algorithm>
#include <utility>

namespace sandtray::session {
namespace {

// A preset may name no end of the process: those states are the host's to know.
std::optional<State> rule_state(const std::string& name) {
  const auto state = state_from(name);
  if (state == State::starting || state == State::exited) return std::nullopt;
  return state;
}

std::optional<Report> report_of(const std::string& state_name, const std::string& kind,
                                Source source) {
  const auto state = rule_state(state_name);
  if (!state) return std::nullopt;
  Report report;
  report.state = *state;
  report.source = source;
  if (*state == State::blocked) report.kind = kind;
  return report;
}

// The value at a JSON pointer (RFC 6901); null where there is none.
const Json* value_at(const Json& document, std::string_view pointer) {
  const Json* value = &document;
  while (!pointer.empty()) {
    if (pointer.front() != '/') return nullptr;
    pointer.remove_prefix(1);
    const auto end = std::min(pointer.find('/'), pointer.size());
    std::string key(pointer.substr(0, end));
    pointer.remove_prefix(end);
    for (const auto& [escaped, plain] :
         {std::pair<std::string_view, char>{"~1", '/'}, {"~0", '~'}}) {
      for (std::size_t at = 0; (at = key.find(escaped, at)) != std::string::npos; ++at) {
        key.replace(at, 2, 1, plain);
      }
    }
    if (value->is_object()) {
      const auto member = value->find(key);
      if (member == value->end()) return nullptr;
      value = &*member;
    } else if (value->is_array() && !key.empty() && key.size() <= 6 &&
               key.find_first_not_of("0123456789") == std::string::npos) {
      const auto index = static_cast<std::size_t>(std::stoul(key));
      if (index >= value->size()) return nullptr;
      value = &(*value)[index];
    } else {
      return nullptr;
    }
  }
  return value;
}

bool matches(const Json& when, const Json& event) {
  if (!when.is_object() || when.empty()) return false;
  for (const auto& item : when.items()) {
    const Json* found = value_at(event, item.key());
    if (item.value().is_null() ? found != nullptr && !found->is_null()
                               : found == nullptr || *found != item.value()) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::optional<Report> report_of_title(const config::Signals& signals, std::string_view title) {
  if (title.empty()) return std::nullopt;  // agents clear their title when they end
  for (const auto& rule : signals.titles) {
    if (title.substr(0, rule.match.size()) == rule.match) {
      return report_of(rule.state, rule.kind, Source::title);
    }
  }
  return std::nullopt;
}

std::optional<Report> report_of_notice(const config::Signals& signals, const Notice& notice) {
  const std::string text = notice.text();
  for (const auto& rule : signals.notifications) {
    if (text.find(rule.match) == std::string::npos) continue;
    auto report = report_of(rule.state, rule.kind, Source::bell);
    if (report) report->message = notice.body;
    return report;
  }
  return std::nullopt;
}

std::optional<Report> report_of_bell(const config::Signals& signals) {
  return report_of(signals.bell, "", Source::bell);
}

std::optional<Report> report_of_hook(const config::Signals& signals, const Json& event,
                                     State present) {
  for (const auto& rule : signals.hooks) {
    if (!matches(rule.when, event)) continue;
    if (!rule.unless.empty() && state_from(rule.unless) == present) return std::nullopt;
    auto report = report_of(rule.state, rule.kind, Source::hook);
    if (!report) return std::nullopt;
    report->overrides = rule.overrides;
    if (!rule.message.empty()) {
      const Json* message = value_at(event, rule.message);
      if (message != nullptr && message->is_string()) report->message = message->get<std::string>();
    }
    return report;
  }
  return std::nullopt;
}

}  // namespace sandtray::session
