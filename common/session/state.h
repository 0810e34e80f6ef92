// SPDX-License-Identifier: MIT
// The states of a session and what is known at one moment.
//
//   queued                                   waits for its turn to start (session/queue.h)
//     │
//   starting ── working ⇄ blocked            working: a turn is under way
//                  │  ⇅                      blocked: the agent waits for the person
//               done, idle, failed           done: turn finished; idle: waits, nothing asked;
//                  │                         failed while alive: the turn ended with an error
//              exited / failed               the end: exited has an exit code, failed says why not
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/json.h"

namespace sandtray::session {

enum class State { queued, starting, working, blocked, done, idle, exited, failed };
// How we know, most trustworthy first. `exit` is what the process itself tells: that it was
// started, and that it has ended.
enum class Source { exit, osc, hook, bell, title, guess };

std::string_view to_string(State state);
std::string_view to_string(Source source);
std::optional<State> state_from(std::string_view text);
std::optional<Source> source_from(std::string_view text);

// One line of events.jsonl. Every line carries the whole state, so the last line is the present.
struct Event {
  std::int64_t time_ms = 0;
  std::string type;  // started, state, warning, ended
  State state = State::starting;
  Source source = Source::exit;
  std::string kind;     // with blocked: permission, question, auth; with ended: stopped (without an
                        // exit code: before its turn came), signal, host;
                        // with failed before the end: crash, the agent is started again
  std::string message;  // of the agent (hostile until display_text) or ours; at most 2 KiB
  std::int64_t since_ms = 0;     // when the state began
  std::optional<int> pid;        // of the main command
  std::optional<int> exit_code;  // ended only; 128+N for signal N
  std::optional<int> status;     // ended only, of what could not be started: a Code (base/result.h)
  std::string hint;              // ... and the next step
  std::optional<std::uint64_t> output_bytes;  // ended only; kept in the log or not
  std::uint64_t unwritten_bytes = 0;          // ended only; how many of them the disk did not take
};

Json event_to_json(const Event& event);
Result<Event> event_from_json(const Json& json);

}  // namespace sandtray::session
