// SPDX-License-Identifier: MIT
// Guesses from the last line of a quiet terminal whether a program waits for the person. Only for
// programs that say nothing themselves, and always labelled a guess.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "session/detector/escape_sequence.h"
#include "session/state.h"

namespace sandtray::session {

class PromptGuess {
 public:
  // Only kept: what it means is read when somebody asks.
  void output(std::string_view bytes);

  // Of the last line: blocked: it asks something; idle: a shell's prompt; nothing: neither.
  struct Answer {
    std::optional<State> state;
    std::string line;
  };
  Answer answer() const;

 private:
  std::string tail_;  // the last bytes of the output
};

}  // namespace sandtray::session
