// SPDX-License-Identifier: MIT
// The pieces of a terminal's byte stream that are more than text. The views in them live as long as
// the call that hands them out.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sandtray::session {

// Up to six decimal digits; `otherwise` for anything else.
int small_number(std::string_view digits, int otherwise);

struct Csi {
  char prefix = 0;                 // one of <=>? or 0
  std::string_view parameters;     // digits, ';' and ':'
  std::string_view intermediates;  // blank to '/'
  char final = 0;

  bool is(char wanted_prefix, std::string_view wanted_intermediates, char wanted_final) const {
    return final == wanted_final && prefix == wanted_prefix &&
           intermediates == wanted_intermediates;
  }
  // The parameter at `index`; `absent` where it is missing, empty or not a small number.
  int parameter(std::size_t index, int absent) const;
};

enum class StringKind : std::uint8_t { osc, dcs, apc, pm, sos, title };  // title: ESC k, of screen

struct ControlString {
  StringKind kind = StringKind::osc;
  std::string_view introducer;  // the bytes that began it
  std::string_view payload;  // without control characters; at most EscapeParser::max_payload bytes
  std::string_view terminator;  // the bytes that ended it; empty: it was broken off
  bool truncated = false;       // there was more
  bool clean = true;            // there was no control character

  bool complete() const { return !terminator.empty() && !truncated; }
};

// "7501;?" is command 7501 with text "?".
struct Osc {
  int number = -1;
  std::string_view text;
};
std::optional<Osc> split_osc(std::string_view payload);

}  // namespace sandtray::session
