// SPDX-License-Identifier: MIT
// OSC 7501, the program status protocol:
// "state=blocked:app=claude-code:kind=permission:msg=BASE64". A report that breaks a rule of the
// protocol is discarded whole.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sandtray::session {

struct ProgramStatus {
  enum class State { idle, working, done, blocked, error, clear };
  State state = State::idle;
  std::string kind;     // permission, question, auth or empty
  std::string message;  // decoded
  std::string id;
};

std::optional<ProgramStatus> parse_program_status(std::string_view text);

}  // namespace sandtray::session
