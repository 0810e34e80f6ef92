// SPDX-License-Identifier: MIT
// What one source says about the agent at one moment, and the rules that make reports of what an
// agent writes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "config/agent.h"
#include "session/state.h"

namespace sandtray::session {

struct Report {
  State state = State::idle;
  Source source = Source::guess;
  std::string kind;
  std::string message;     // as it came
  bool overrides = false;  // see config::HookRule
};

// What a person is told by OSC 9, 777 or 99.
struct Notice {
  std::string title;
  std::string body;
  // "Title | Body", as agents write both in OSC 9.
  std::string text() const { return title.empty() ? body : title + " | " + body; }
};

std::optional<Report> report_of_title(const config::Signals& signals, std::string_view title);
std::optional<Report> report_of_notice(const config::Signals& signals, const Notice& notice);
std::optional<Report> report_of_bell(const config::Signals& signals);
// `present` is the state in which the event arrives.
std::optional<Report> report_of_hook(const config::Signals& signals, const Json& event,
                                     State present);

}  // namespace sandtray::session
