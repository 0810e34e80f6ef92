// SPDX-License-Identifier: MIT
// The bytes that structure a terminal's stream, for the files of the parser.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "session/detector/escape_sequence.h"

namespace sandtray::session::escape_bytes {

using Byte = unsigned char;

constexpr Byte bell = 0x07;
constexpr Byte cancel = 0x18;
constexpr Byte substitute = 0x1A;
constexpr Byte esc = 0x1B;
constexpr Byte c1_st = 0x9C;

constexpr bool is_c1(Byte c) {
  return c >= 0x80 && c <= 0x9F;
}
constexpr bool is_text_control(Byte c) {
  return c == '\t' || c == '\n' || c == '\r';
}

// The bytes of a C1 control, raw or as a UTF-8 character.
inline std::string_view c1_bytes(Byte c, bool as_character) {
  static constexpr auto table = [] {
    std::array<char, 2 * 32> bytes{};
    for (std::size_t i = 0; i < 32; ++i) {
      bytes[2 * i] = static_cast<char>(0xC2);
      bytes[2 * i + 1] = static_cast<char>(0x80 + i);
    }
    return bytes;
  }();
  const char* const at = table.data() + 2 * (c - 0x80);
  return as_character ? std::string_view(at, 2) : std::string_view(at + 1, 1);
}

// What ESC and this byte begin, if it is a string.
constexpr std::optional<StringKind> string_kind(char final) {
  switch (final) {
    case ']':
      return StringKind::osc;
    case 'P':
      return StringKind::dcs;
    case '_':
      return StringKind::apc;
    case '^':
      return StringKind::pm;
    case 'X':
      return StringKind::sos;
    case 'k':
      return StringKind::title;
    default:
      return std::nullopt;
  }
}

}  // namespace sandtray::session::escape_bytes
