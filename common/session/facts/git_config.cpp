// SPDX-License-Identifier: MIT
#include "session/facts/git_config.h"

namespace sandtray::session {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string lower(std::string_view text) {
  std::string out;
  for (const char c : text) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

char unescape(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'b':
      return '\b';
    default:
      return c;
  }
}

// Quotes, escapes, continued lines; a comment ends the value, blanks at its end do not count.
// Advances `at` behind the value's line.
std::string read_value(std::string_view text, std::size_t& at) {
  std::string value;
  std::size_t kept = 0;  // length up to the last character that is no trailing blank
  bool quoted = false;
  for (; at < text.size() && text[at] != '\n'; ++at) {
    const char c = text[at];
    if (c == '\\' && at + 1 < text.size()) {
      ++at;
      if (text[at] == '\n') continue;
      value += unescape(text[at]);
      kept = value.size();
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == '#' || c == ';')) {
      at = text.find('\n', at);
      if (at == std::string_view::npos) at = text.size();
      break;
    } else {
      value += c;
      if (quoted || blanks.find(c) == std::string_view::npos) kept = value.size();
    }
  }
  if (at < text.size()) ++at;
  value.resize(kept);
  return value;
}

}  // namespace

std::string git_config_value(std::string_view text, std::string_view section,
                             std::string_view key) {
  std::string found;
  bool inside = false;
  std::size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '\n' || blanks.find(c) != std::string_view::npos) {
      ++at;
    } else if (c == '[') {
      const auto close = text.find_first_of("]\n", at);
      if (close == std::string_view::npos) return found;
      inside = lower(trim(text.substr(at + 1, close - at - 1))) == section;
      at = close + 1;
    } else if (c == '#' || c == ';') {
      const auto end = text.find('\n', at);
      at = end == std::string_view::npos ? text.size() : end;
    } else {
      const auto end = text.find_first_of("=\n#;", at);
      const auto stop = end == std::string_view::npos ? text.size() : end;
      const auto name = lower(trim(text.substr(at, stop - at)));
      at = stop;
      std::string value;
      if (at < text.size() && text[at] == '=') {
        at = text.find_first_not_of(blanks, at + 1);
        if (at == std::string_view::npos) at = text.size();
        value = read_value(text, at);
      }
      if (inside && name == key) found = value;
    }
  }
  return found;
}

}  // namespace sandtray::session
