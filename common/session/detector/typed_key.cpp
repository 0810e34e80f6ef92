// SPDX-License-Identifier: MIT
#include "session/detector/typed_key.h"

#include <algorithm>
#include <array>

namespace sandtray::session {
namespace {

using Kind = TypedKey::Kind;

constexpr std::size_t longest = 64;  // of the sequences that are keys

// The modifiers as the protocols count them, from 1.
constexpr int shift = 1, control = 4;
constexpr int locks = 64 | 128;  // of capitals and of numbers
constexpr int let_go = 3;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "93:125;5:1" in two dimensions; what is left out is 0.
struct Parameters {
  static constexpr std::size_t most = 4;
  std::array<std::array<int, most>, most> values{};
  bool good = true;
};

Parameters parse(std::string_view text) {
  Parameters all;
  std::size_t group = 0, part = 0;
  for (const char c : text) {
    if (c == ';') {
      ++group;
      part = 0;
    } else if (c == ':') {
      ++part;
    } else if (is_digit(c) && group < Parameters::most && part < Parameters::most) {
      auto& value = all.values[group][part];
      value = std::min(value * 10 + (c - '0'), 1'000'000);
    } else if (!is_digit(c)) {
      all.good = false;
    }
  }
  return all;
}

// Shift, Control and the others, alone, and the keys that lock them.
bool is_modifier(int code) {
  return (code >= 57441 && code <= 57454) || (code >= 57358 && code <= 57360);
}

int byte_of(int code, int shifted, int modifiers) {
  const bool with_shift = (modifiers & shift) != 0;
  if (with_shift && shifted != 0) code = shifted;
  if (with_shift && shifted == 0 && code >= 'a' && code <= 'z') code -= 'a' - 'A';
  if ((modifiers & ~shift) == 0 && code > 0 && code <= 0x7F) return code;
  if ((modifiers & ~shift) == control && code >= '@' && code <= '~') return code & 0x1F;
  return -1;
}

TypedKey key_of(std::size_t size, int code, int shifted, int modifiers, int event) {
  if (event == let_go || is_modifier(code)) return {Kind::silent, size, -1};
  const int held = std::max(modifiers - 1, 0) & ~locks;
  return {Kind::key, size, byte_of(code, shifted, held)};
}

// The final character tells keys from what else a terminal says.
TypedKey sequence(std::string_view parameters, char final, std::size_t size) {
  const auto [values, good] = parse(parameters);
  if (!good) return {Kind::foreign, size, -1};
  const auto& [first, second, third, fourth] = values;
  if (final == 'u') return key_of(size, first[0], first[1], second[0], second[1]);
  if (final == '~' && first[0] == 27 && third[0] != 0) {
    return key_of(size, third[0], 0, second[0], second[1]);
  }
  const bool is_named_key = final == '~' || (final >= 'A' && final <= 'H') || final == 'P' ||
                            final == 'Q' || final == 'S' || final == 'Z';
  if (!is_named_key) return {Kind::foreign, size, -1};
  return {second[1] == let_go ? Kind::silent : Kind::key, size, -1};
}

}  // namespace

TypedKey first_key(std::string_view typed) {
  const TypedKey plain{Kind::key, 1, static_cast<unsigned char>(typed[0])};
  if (!typed.starts_with("\033[") || typed.size() < 3) return plain;
  // ECMA-48, 5.4: parameters, then intermediates, then the final character.
  const auto most = std::min(typed.size(), longest);
  std::size_t at = 2;
  while (at < most && typed[at] >= 0x20 && typed[at] <= 0x3F) ++at;
  if (at == most) {
    const bool is_open = most < longest && is_digit(typed[2]);
    return is_open ? TypedKey{Kind::partial, typed.size(), -1} : plain;
  }
  if (typed[at] < 0x40 || typed[at] > 0x7E) return plain;
  return sequence(typed.substr(2, at - 2), typed[at], at + 1);
}

}  // namespace sandtray::session
