// SPDX-License-Identifier: MIT
#include "session/detector/escape_parser.h"

#include <algorithm>

#include "session/detector/escape_bytes.h"
#include "session/detector/escape_scan.h"

namespace sandtray::session {

using namespace escape_bytes;
using namespace escape_scan;

void EscapeParser::feed(std::string_view bytes, EscapeSink& sink) {
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  const bool painting = sink.wants_painting();
  while (at != end) {
    switch (mode_) {
      case Mode::ground:
        at = ground(at, end, sink, painting);
        break;
      case Mode::escape:
        at = escape(at, end, sink);
        break;
      case Mode::csi:
      case Mode::csi_ignore:
        at = csi(at, end, sink);
        break;
      case Mode::string:
        at = string(at, end, sink);
        break;
      case Mode::string_escape:
        at = string_escape(at, sink);
        break;
    }
  }
}

// The continuation bytes that a lead byte asks for, without overlong forms and surrogates.
void EscapeParser::start_character(Byte lead) {
  low_ = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  high_ = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  missing_ = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
}

bool EscapeParser::continues_character(Byte c) {
  if (missing_ == 0) return false;
  if (c < low_ || c > high_) {
    missing_ = 0;
    return false;
  }
  --missing_;
  low_ = 0x80;
  high_ = 0xBF;
  return true;
}

// Passes over everything but controls and 0xC2, the lead byte of a C1 control as a character.
const char* EscapeParser::skip_characters(const char* at, const char* end) {
  while (at != end) {
    Byte c = static_cast<Byte>(*at);
    if (c < 0x80) {
      missing_ = 0;
      at = skip_ascii(at, end);
      if (at == end) break;
      c = static_cast<Byte>(*at);
      if (c < 0x20) break;
    }
    if (continues_character(c)) {
      ++at;
      continue;
    }
    if (is_c1(c) || c == 0xC2) break;
    // Most characters that are not ASCII are whole and three bytes long.
    if (c > 0xE0 && c < 0xF0 && c != 0xED && end - at >= 3 && (at[1] & 0xC0) == 0x80 &&
        (at[2] & 0xC0) == 0x80) {
      at += 3;
      continue;
    }
    start_character(c);
    ++at;
  }
  return at;
}

// Passes over text and over those sequences that only paint and lie whole in the buffer.
const char* EscapeParser::skip_painting(const char* at, const char* end) {
  while ((at = skip_characters(at, end)) != end) {
    if (is_text_control(static_cast<Byte>(*at))) {
      ++at;
      continue;
    }
    if (static_cast<Byte>(*at) != esc || end - at < 3 || at[1] != '[') break;
    const char* final = at + 2;
    while (final != end && is_parameter(*final)) ++final;
    if (final == end || !only_paints(*final)) break;
    at = final + 1;
  }
  return at;
}

const char* EscapeParser::ground(const char* at, const char* end, EscapeSink& sink, bool painting) {
  if (lead_c2_) {
    lead_c2_ = false;
    const Byte c = static_cast<Byte>(*at);
    if (is_c1(c)) {
      c1(c, c1_bytes(c, true), sink);
      return at + 1;
    }
    sink.text("\xC2");
    start_character(0xC2);
  }
  if (painting) {
    const char* const start = at;
    while ((at = skip_characters(at, end)) != end && is_text_control(static_cast<Byte>(*at))) ++at;
    if (at != start) sink.text({start, static_cast<std::size_t>(at - start)});
  } else {
    at = skip_painting(at, end);
  }
  if (at == end) return at;

  const Byte c = static_cast<Byte>(*at);
  if (c == esc) {
    if (end - at >= 3 && at[1] == '[') {
      start_csi();
      return csi(at + 2, end, sink);
    }
    mode_ = Mode::escape;
    intermediate_count_ = 0;
  } else if (c < 0x20) {
    sink.control(static_cast<char>(c));
  } else if (c == 0xC2) {
    lead_c2_ = true;
  } else {
    c1(c, c1_bytes(c, false), sink);
  }
  return at + 1;
}

void EscapeParser::c1(Byte c, std::string_view introducer, EscapeSink& sink) {
  missing_ = 0;
  const char final = static_cast<char>(c - 0x40);  // 0x9B is ESC [
  mode_ = Mode::ground;
  if (final == '[') {
    start_csi();
  } else if (const auto kind = string_kind(final); kind) {
    start_string(*kind, introducer);
  } else {
    sink.escape({}, final);
  }
}

const char* EscapeParser::escape(const char* at, const char* end, EscapeSink& sink) {
  for (; at != end; ++at) {
    const Byte c = static_cast<Byte>(*at);
    if (c < 0x20) {
      if (c == esc) {
        intermediate_count_ = 0;
      } else if (c == cancel || c == substitute) {
        mode_ = Mode::ground;
        return at + 1;
      } else if (is_text_control(c)) {
        sink.text({at, 1});
      } else {
        sink.control(static_cast<char>(c));
      }
    } else if (c < 0x30) {
      // More intermediates than any sequence has: remembered as too many, dropped at the final.
      if (intermediate_count_ < intermediates_.size()) {
        intermediates_[intermediate_count_] = static_cast<char>(c);
      }
      intermediate_count_ = std::min(intermediate_count_ + 1, intermediates_.size() + 1);
    } else if (c < 0x7F) {
      mode_ = Mode::ground;
      if (intermediate_count_ > intermediates_.size()) return at + 1;
      const auto kind = intermediate_count_ == 0 ? string_kind(static_cast<char>(c)) : std::nullopt;
      if (kind) {
        start_string(*kind, {});
      } else if (c == '[' && intermediate_count_ == 0) {
        start_csi();
      } else {
        sink.escape({intermediates_.data(), intermediate_count_}, static_cast<char>(c));
      }
      return at + 1;
    } else if (c >= 0x80) {
      mode_ = Mode::ground;  // not part of any sequence: read again as text
      return at;
    }
  }
  return at;
}

void EscapeParser::start_csi() {
  mode_ = Mode::csi;
  parameter_count_ = 0;
  intermediate_count_ = 0;
  prefix_ = 0;
}

const char* EscapeParser::csi(const char* at, const char* end, EscapeSink& sink) {
  // A short plain sequence that lies whole in the buffer needs no copy.
  if (mode_ == Mode::csi && parameter_count_ == 0 && intermediate_count_ == 0 && prefix_ == 0) {
    const char* final = at;
    while (final != end && is_parameter(*final)) ++final;
    if (final != end && *final >= 0x40 && *final < 0x7F &&
        final - at <= static_cast<std::ptrdiff_t>(max_parameters)) {
      mode_ = Mode::ground;
      sink.csi({0, {at, static_cast<std::size_t>(final - at)}, {}, *final});
      return final + 1;
    }
  }
  for (; at != end; ++at) {
    const Byte c = static_cast<Byte>(*at);
    if (c < 0x20) {
      if (c == esc) {
        mode_ = Mode::escape;
        intermediate_count_ = 0;
        return at + 1;
      }
      if (c == cancel || c == substitute) {
        mode_ = Mode::ground;
        return at + 1;
      }
      if (is_text_control(c)) {
        sink.text({at, 1});
      } else {
        sink.control(static_cast<char>(c));
      }
    } else if (c < 0x30) {
      if (intermediate_count_ < intermediates_.size()) {
        intermediates_[intermediate_count_++] = static_cast<char>(c);
      } else {
        mode_ = Mode::csi_ignore;
      }
    } else if (c < 0x40) {
      const bool misplaced =
          intermediate_count_ > 0 || (c >= '<' && (parameter_count_ > 0 || prefix_ != 0));
      if (misplaced || parameter_count_ == parameters_.size()) {
        mode_ = Mode::csi_ignore;
      } else if (c >= '<') {
        prefix_ = static_cast<char>(c);
      } else {
        parameters_[parameter_count_++] = static_cast<char>(c);
      }
    } else if (c < 0x7F) {
      const bool ignore = mode_ == Mode::csi_ignore;
      mode_ = Mode::ground;
      if (!ignore) {
        sink.csi({prefix_,
                  {parameters_.data(), parameter_count_},
                  {intermediates_.data(), intermediate_count_},
                  static_cast<char>(c)});
      }
      return at + 1;
    } else if (c >= 0x80) {
      mode_ = Mode::ground;
      return at;
    }
  }
  return at;
}

}  // namespace sandtray::session
