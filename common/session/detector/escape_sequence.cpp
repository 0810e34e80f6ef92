// SPDX-License-Identifier: MIT
#include "session/detector/escape_sequence.h"

namespace sandtray::session {

int small_number(std::string_view digits, int otherwise) {
  if (digits.empty() || digits.size() > 6) return otherwise;
  int value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return otherwise;
    value = value * 10 + (c - '0');
  }
  return value;
}

int Csi::parameter(std::size_t index, int absent) const {
  std::string_view rest = parameters;
  for (; index > 0; --index) {
    const auto semicolon = rest.find(';');
    if (semicolon == std::string_view::npos) return absent;
    rest.remove_prefix(semicolon + 1);
  }
  return small_number(rest.substr(0, rest.find(';')), absent);
}

std::optional<Osc> split_osc(std::string_view payload) {
  const auto semicolon = payload.find(';');
  Osc osc;
  osc.number = small_number(payload.substr(0, semicolon), -1);
  if (osc.number < 0) return std::nullopt;
  if (semicolon != std::string_view::npos) osc.text = payload.substr(semicolon + 1);
  return osc;
}

}  // namespace sandtray::session
