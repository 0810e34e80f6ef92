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

// Quotes, escapes, continued lines; a comment ends the value. Blanks at its beginning and its end
// do not count, but for those before a quote or a continued line. Advances `at` behind the value's
// line.
std::string read_value(std::string_view text, std::size_t& at) {
  std::string value;
  std::size_t kept = 0;  // length without trailing blanks
  bool quoted = false;
  for (; at < text.size() && text[at] != '\n'; ++at) {
    const char c = text[at];
    if (c == '\\' && at + 1 < text.size()) {
      ++at;
      if (text[at] != '\n') value += unescape(text[at]);
      kept = value.size();
    } else if (c == '"') {
      quoted = !quoted;
      kept = value.size();
    } else if (!quoted && (c == '#' || c == ';')) {
      at = text.find('\n', at);
      if (at == std::string_view::npos) at = text.size();
      break;
    } else if (quoted || blanks.find(c) == std::string_view::npos) {
      value += c;
      kept = value.size();
    } else if (!value.empty()) {
      value += c;
    }
  }
  if (at < text.size()) ++at;
  value.resize(kept);
  return value;
}

// The end of a section's header; a bracket in quotes does not end it.
std::size_t end_of_header(std::string_view text, std::size_t at) {
  bool quoted = false;
  for (; at < text.size() && text[at] != '\n'; ++at) {
    if (quoted && text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      quoted = !quoted;
    } else if (!quoted && text[at] == ']') {
      return at;
    }
  }
  return std::string_view::npos;
}

// Lines may end as on Windows. To git such an end is a line feed wherever it is, after a backslash
// too; another carriage return is not.
std::string with_plain_ends(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at, 2) != "\r\n") plain += text[at];
  }
  return plain;
}

// Calls take(section, key, value) for each, until something is no configuration. The section is in
// lower case with its subsection as written.
template <typename Take>
void each_value(std::string_view written, const Take& take) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  const auto plain = with_plain_ends(written);
  const std::string_view text = plain;
  std::string section;
  std::size_t at = text.starts_with(mark) ? mark.size() : 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '\n' || blanks.find(c) != std::string_view::npos) {
      ++at;
    } else if (c == '[') {
      const auto close = end_of_header(text, at);
      if (close == std::string_view::npos) return;
      section = lower(trim(text.substr(at + 1, close - at - 1)));
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
      take(section, name, std::move(value));
    }
  }
}

}  // namespace

std::string git_config_value(std::string_view text, std::string_view section,
                             std::string_view key) {
  std::string found;
  each_value(text, [&](const auto& in, const auto& name, std::string value) {
    if (in == section && name == key) found = std::move(value);
  });
  return found;
}

std::vector<std::string> git_config_includes(std::string_view text) {
  std::vector<std::string> paths;
  each_value(text, [&](const auto& section, const auto& name, std::string value) {
    if (section.starts_with("include") && name == "path" && !value.empty()) {
      paths.push_back(std::move(value));
    }
  });
  return paths;
}

}  // namespace sandtray::session
