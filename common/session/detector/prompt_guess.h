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
  void text(std::string_view text);
  void csi(const Csi& csi);

  // blocked: it asks something; idle: a shell's prompt; nothing: it looks like neither.
  std::optional<State> state() const;
  const std::string& line() const { return line_; }

 private:
  std::string line_;  // the end of it
};

}  // namespace sandtray::session
