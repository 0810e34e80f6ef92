// SPDX-License-Identifier: MIT
// Passing over bytes that mean nothing to the detector, as fast as they come.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace sandtray::session::escape_scan {

// The first byte from `at` on that is a control character or not ASCII.
inline const char* skip_ascii(const char* at, const char* end) {
  constexpr std::uint64_t ones = 0x0101010101010101;
  while (end - at >= 8) {
    std::uint64_t word;
    std::memcpy(&word, at, sizeof word);
    // A byte under 0x20 borrows into its top bit, a byte over 0x7F has it already. Only a byte
    // above such a one can be marked by mistake.
    const auto marks = ((word - ones * 0x20) | word) & (ones * 0x80);
    if (marks != 0 && std::endian::native == std::endian::little) {
      return at + std::countr_zero(marks) / 8;
    }
    if (marks != 0) break;
    at += 8;
  }
  while (at != end && static_cast<signed char>(*at) >= 0x20) ++at;
  return at;
}

inline bool is_parameter(char c) {
  return c >= '0' && c <= ';';
}

// Without a prefix these move, colour and erase; the other finals ask for something or set a mode.
inline bool only_paints(char final) {
  static constexpr auto table = [] {
    constexpr std::string_view others = "chlnr";
    std::array<bool, 256> paints{};
    for (std::size_t c = 0x40; c < 0x7F; ++c) {
      paints[c] = others.find(static_cast<char>(c)) == std::string_view::npos;
    }
    return paints;
  }();
  return table[static_cast<unsigned char>(final)];
}

}  // namespace sandtray::session::escape_scan
