// SPDX-License-Identifier: MIT
// Finds the detach keys in what a person types, across reads and however the terminal writes them
// (detector/typed_key.h); everything else passes unchanged.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace sandtray::session {

class DetachKeys {
 public:
  // "ctrl-],d": keys separated by commas; ctrl-X or one printable character.
  static Result<DetachKeys> parse(const std::string& text);

  // Appends to `out` what goes to the agent. True once the keys are complete; the rest is dropped.
  bool feed(std::string_view typed, std::string& out);

  // "Ctrl-] d", for people.
  std::string for_people() const;

 private:
  void take(int byte, std::string_view text, std::string& out);

  std::string keys_;  // as a plain terminal sends them
  std::size_t matched_ = 0;
  std::string held_;     // what was typed of them, and what belongs to it
  std::string partial_;  // the beginning of a key
};

}  // namespace sandtray::session
