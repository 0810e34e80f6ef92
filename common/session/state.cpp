// SPDX-License-Identifier: MIT
#include "session/state.h"

#include <array>
#include <utility>

#include "base/clock.h"

namespace sandtray::session {
namespace {

constexpr std::array<std::pair<State, std::string_view>, 8> state_names = {{
    {State::queued, "queued"},
    {State::starting, "starting"},
    {State::working, "working"},
    {State::blocked, "blocked"},
    {State::done, "done"},
    {State::idle, "idle"},
    {State::exited, "exited"},
    {State::failed, "failed"},
}};
constexpr std::array<std::pair<Source, std::string_view>, 6> source_names = {{
    {Source::exit, "exit"},
    {Source::osc, "osc"},
    {Source::hook, "hook"},
    {Source::bell, "bell"},
    {Source::title, "title"},
    {Source::guess, "guess"},
}};

template <class Names, class Value>
std::string_view name_of(const Names& names, Value value) {
  for (const auto& [known, name] : names) {
    if (known == value) return name;
  }
  return "";
}

template <class Value, class Names>
std::optional<Value> value_of(const Names& names, std::string_view text) {
  for (const auto& [value, name] : names) {
    if (name == text) return value;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(State state) {
  return name_of(state_names, state);
}
std::string_view to_string(Source source) {
  return name_of(source_names, source);
}
std::optional<State> state_from(std::string_view text) {
  return value_of<State>(state_names, text);
}
std::optional<Source> source_from(std::string_view text) {
  return value_of<Source>(source_names, text);
}

Json event_to_json(const Event& event) {
  Json json = {{"time", format_time(event.time_ms)},
               {"type", event.type},
               {"state", to_string(event.state)},
               {"source", to_string(event.source)},
               {"since", format_time(event.since_ms)}};
  if (!event.kind.empty()) json["kind"] = event.kind;
  if (!event.message.empty()) json["message"] = event.message;
  if (event.pid) json["pid"] = *event.pid;
  if (event.exit_code) json["exit_code"] = *event.exit_code;
  if (event.status) json["status"] = *event.status;
  if (!event.hint.empty()) json["hint"] = event.hint;
  if (event.output_bytes) json["output_bytes"] = *event.output_bytes;
  if (event.unwritten_bytes != 0) json["unwritten_bytes"] = event.unwritten_bytes;
  return json;
}

Result<Event> event_from_json(const Json& json) {
  try {
    Event event;
    const auto state = state_from(json.at("state").get<std::string>());
    const auto source = source_from(json.at("source").get<std::string>());
    if (!state || !source) return fail(Code::config, "an event has an unknown state or source");
    event.state = *state;
    event.source = *source;
    event.time_ms = parse_time(json.at("time").get<std::string>());
    event.since_ms = parse_time(json.at("since").get<std::string>());
    event.type = json.at("type").get<std::string>();
    event.kind = json.value("kind", "");
    event.message = json.value("message", "");
    if (json.contains("pid")) event.pid = json.at("pid").get<int>();
    if (json.contains("exit_code")) event.exit_code = json.at("exit_code").get<int>();
    if (json.contains("status")) event.status = json.at("status").get<int>();
    event.hint = json.value("hint", "");
    if (json.contains("output_bytes")) {
      event.output_bytes = json.at("output_bytes").get<std::uint64_t>();
    }
    event.unwritten_bytes = json.value("unwritten_bytes", std::uint64_t{0});
    return event;
  } catch (const Json::exception&) {
    return fail(Code::config, "an event line is not of the expected form");
  }
}

}  // namespace sandtray::session
