// SPDX-License-Identifier: MIT
#include "session/event_file.h"

#include <algorithm>
#include <utility>

#include "base/clock.h"
#include "base/text.h"
#include "platform/file.h"
#include "session/filenames.h"

namespace sandtray::session {
namespace {

// Holds the longest event: a message of 2 KiB, every byte escaped as \u00XX.
constexpr std::uint64_t tail_bytes = 32 << 10;
constexpr std::uint64_t longest_file = 256u << 20;

std::optional<Event> parse_event(std::string_view line) {
  const auto json = parse_json(line, "events");
  if (!json) return std::nullopt;
  auto event = event_from_json(*json);
  return event ? std::optional(std::move(*event)) : std::nullopt;
}

std::int64_t noticed_at(const std::string& folder) {
  const auto path = folder + "/" + filename::lost;
  const auto noted = platform::read_file(path, 64);
  if (const auto time = noted ? parse_time(*noted) : 0; time > 0) return time;
  const auto now = format_time(now_ms());
  (void)platform::write_file(path, now);
  return parse_time(now);
}

}  // namespace

Result<std::vector<Event>> all_events(const std::string& folder) {
  const auto text = platform::read_file(folder + "/" + filename::events, longest_file);
  std::vector<Event> events;
  if (!text) {
    if (text.error().code == Code::not_found) return events;
    return Failure(text.error());
  }
  for (const auto& line : split(*text, '\n')) {
    if (auto event = parse_event(line)) events.push_back(std::move(*event));
  }
  return events;
}

std::optional<Event> last_event(const std::string& folder) {
  const auto tail = platform::read_tail(folder + "/" + filename::events, tail_bytes);
  if (!tail) return std::nullopt;
  const auto lines = split(*tail, '\n');
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    if (line->empty()) continue;
    if (auto event = parse_event(*line)) return event;
  }
  return std::nullopt;
}

Event first_event(std::int64_t created_ms) {
  Event event;
  event.type = "created";
  event.time_ms = event.since_ms = created_ms;
  return event;
}

Event host_lost(const std::string& folder, const Event& last) {
  Event event = last;
  event.type = "ended";
  event.state = State::failed;
  event.source = Source::exit;
  event.kind = "host";
  event.message = "host lost: the session's host was found gone";
  event.time_ms = event.since_ms = std::max(noticed_at(folder), last.time_ms);
  return event;
}

}  // namespace sandtray::session
