// SPDX-License-Identifier: MIT
// The control strings of the parser: OSC, DCS, APC, PM, SOS.
#include <array>

#include "session/detector/escape_bytes.h"
#include "session/detector/escape_parser.h"

namespace sandtray::session {

using namespace escape_bytes;

namespace {

// ESC and one byte, for the bytes that begin a string.
std::string_view seven_bit_introducer(StringKind kind) {
  static constexpr std::array<std::string_view, 6> introducers = {"\033]", "\033P", "\033_",
                                                                  "\033^", "\033X", "\033k"};
  return introducers[static_cast<std::size_t>(kind)];
}

}  // namespace

// Without an introducer it is ESC and its byte.
void EscapeParser::start_string(StringKind kind, std::string_view introducer) {
  mode_ = Mode::string;
  kind_ = kind;
  introducer_ = introducer.empty() ? seven_bit_introducer(kind) : introducer;
  payload_.clear();
  truncated_ = false;
  clean_ = true;
  missing_ = 0;
}

void EscapeParser::add_data(std::string_view piece, EscapeSink& sink) {
  if (piece.empty()) return;
  sink.string_data(kind_, piece);
  const auto room = max_payload - payload_.size();
  truncated_ = truncated_ || piece.size() > room;
  payload_ += piece.substr(0, room);
}

void EscapeParser::end_string(std::string_view terminator, EscapeSink& sink) {
  mode_ = Mode::ground;
  missing_ = 0;
  sink.string_end({kind_, introducer_, payload_, terminator, truncated_, clean_});
}

// A C1 control ends the string: as its terminator, or because another sequence begins.
void EscapeParser::c1_in_string(Byte c, bool as_character, EscapeSink& sink) {
  const auto bytes = c1_bytes(c, as_character);
  end_string(c == c1_st ? bytes : std::string_view(), sink);
  if (c != c1_st) c1(c, bytes, sink);
}

const char* EscapeParser::string(const char* at, const char* end, EscapeSink& sink) {
  if (lead_c2_) {
    lead_c2_ = false;
    const Byte c = static_cast<Byte>(*at);
    if (is_c1(c)) {
      c1_in_string(c, true, sink);
      return at + 1;
    }
    add_data("\xC2", sink);
    start_character(0xC2);
  }
  const char* const start = at;
  at = skip_characters(at, end);
  add_data({start, static_cast<std::size_t>(at - start)}, sink);
  if (at == end) return at;

  const Byte c = static_cast<Byte>(*at);
  if (c == esc) {
    mode_ = Mode::string_escape;
  } else if (c == bell && kind_ == StringKind::osc) {
    end_string("\a", sink);
  } else if (c == cancel || c == substitute) {
    end_string({}, sink);
  } else if ((c == '\n' || c == '\r') && introducer_.front() != '\033') {
    // An 8-bit introducer in a UTF-8 stream may be a stray byte: it costs at most its line.
    end_string({}, sink);
    return at;
  } else if (c < 0x20) {
    clean_ = false;
  } else if (c == 0xC2) {
    lead_c2_ = true;
  } else {
    c1_in_string(c, false, sink);
  }
  return at + 1;
}

const char* EscapeParser::string_escape(const char* at, EscapeSink& sink) {
  const Byte c = static_cast<Byte>(*at);
  if (c == '\\') {
    end_string("\033\\", sink);
    return at + 1;
  }
  if (c == esc) return at + 1;  // tmux doubles the ESC of what it passes through
  end_string({}, sink);
  mode_ = Mode::escape;
  intermediate_count_ = 0;
  return at;
}

}  // namespace sandtray::session
