// SPDX-License-Identifier: MIT
#include "base/text.h"

#include <algorithm>
#include <array>

#include "base/json.h"

namespace sandtray {
namespace {

bool is_space(char32_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x3000 ||
         (c >= 0x2000 && c <= 0x200A);
}

// Skips an escape sequence that starts at ESC: CSI to its final byte, a string (OSC, DCS, APC, PM,
// SOS) to BEL or ST, anything else two bytes (ECMA-48, section 5).
std::size_t skip_escape(std::string_view text, std::size_t at) {
  if (++at >= text.size()) return at;
  const char kind = text[at++];
  if (kind == '[') {
    while (at < text.size() && (text[at] < 0x40 || text[at] > 0x7E)) ++at;
    return at < text.size() ? at + 1 : at;
  }
  if (kind == ']' || kind == 'P' || kind == '_' || kind == '^' || kind == 'X') {
    while (at < text.size()) {
      if (text[at] == '\a') return at + 1;
      if (text[at] == '\033') return at + 1 < text.size() && text[at + 1] == '\\' ? at + 2 : at;
      ++at;
    }
  }
  return at;
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  const int extra = lead >= 0xF0 && lead < 0xF5 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC2 ? 1 : 0;
  if (extra == 0 || lead >= 0xF5 || at + extra >= text.size()) {
    ++at;
    return invalid_code_point;
  }
  char32_t code = lead & (0x3F >> extra);
  for (int i = 1; i <= extra; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) {
      ++at;
      return invalid_code_point;
    }
    code = (code << 6) | (byte(at + i) & 0x3F);
  }
  constexpr std::array<char32_t, 4> smallest = {0, 0x80, 0x800, 0x10000};
  if (code < smallest[extra] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
    ++at;
    return invalid_code_point;
  }
  at += 1 + extra;
  return code;
}

bool is_unsafe(char32_t c) {
  return c == invalid_code_point || c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD ||
         c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF0 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
}

std::string display_text(std::string_view hostile, std::size_t max_characters) {
  std::string out;
  std::size_t count = 0;
  bool gap = false;
  std::size_t at = 0;
  while (at < hostile.size()) {
    if (hostile[at] == '\033') {
      at = skip_escape(hostile, at);
      continue;
    }
    const std::size_t start = at;
    const char32_t c = next_code_point(hostile, at);
    if (is_space(c)) {
      gap = !out.empty();
      continue;
    }
    if (is_unsafe(c)) continue;
    if (count + (gap ? 1 : 0) >= max_characters) return out + "\u2026";
    if (gap) {
      out += ' ';
      ++count;
      gap = false;
    }
    out += hostile.substr(start, at - start);
    ++count;
  }
  return out;
}

std::string display_lines(std::string_view hostile) {
  std::string out;
  while (true) {
    const auto line = hostile.substr(0, hostile.find('\n'));
    const auto blanks = std::min(line.find_first_not_of(' '), line.size());
    out.append(blanks, ' ');
    out += display_text(line.substr(blanks), line.size());
    if (line.size() == hostile.size()) return out;
    out += '\n';
    hostile.remove_prefix(line.size() + 1);
  }
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (next_code_point(text, at) == invalid_code_point) return false;
  }
  return true;
}

bool decode_base64(std::string_view text, std::string& out) {
  static constexpr auto values = [] {
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::array<std::uint8_t, 256> table{};
    table.fill(0xFF);
    for (std::size_t i = 0; i < alphabet.size(); ++i) {
      table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    }
    return table;
  }();
  out.clear();
  if (text.size() % 4 != 0) return false;
  for (std::size_t i = 0; i < text.size(); i += 4) {
    const bool last = i + 4 == text.size();
    const int padding =
        last ? (text[i + 3] == '=') + (text[i + 3] == '=' && text[i + 2] == '=') : 0;
    std::uint32_t bits = 0;
    for (int k = 0; k < 4; ++k) {
      const auto value = k >= 4 - padding ? 0 : values[static_cast<unsigned char>(text[i + k])];
      if (value == 0xFF) return false;
      bits = bits << 6 | static_cast<std::uint32_t>(value);
    }
    for (int k = 0; k < 3 - padding; ++k) out += static_cast<char>(bits >> (16 - 8 * k) & 0xFF);
  }
  return true;
}

std::optional<unsigned> decimal_number(std::string_view digits) {
  if (digits.empty() || digits.size() > 9) return std::nullopt;
  unsigned number = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + static_cast<unsigned>(digit - '0');
  }
  return number;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const auto& part : parts) {
    if (&part != &parts.front()) out += separator;
    out += part;
  }
  return out;
}

std::string shell_quote(std::string_view word) {
  static constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,@%+";
  if (!word.empty() && word.find_first_not_of(plain) == std::string_view::npos) {
    return std::string(word);
  }
  std::string out = "'";
  for (const char c : word) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::string shell_quote(const std::vector<std::string>& argv) {
  std::vector<std::string> words;
  words.reserve(argv.size());
  for (const auto& word : argv) words.push_back(shell_quote(word));
  return join(words, " ");
}

std::string duration_text(std::int64_t seconds) {
  if (seconds < 0) seconds = 0;
  if (seconds < 60) return std::to_string(seconds) + " s";
  const auto minutes = seconds / 60;
  if (minutes < 60) return std::to_string(minutes) + " min";
  const auto hours = minutes / 60;
  if (hours < 24) {
    return std::to_string(hours) + " h" +
           (minutes % 60 != 0 ? " " + std::to_string(minutes % 60) + " min" : "");
  }
  return std::to_string(hours / 24) + " d";
}

std::string expand_template(std::string_view text,
                            const std::vector<std::pair<std::string, std::string>>& values) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    const auto close = text.find('}');
    auto name = close == std::string_view::npos ? std::string_view() : text.substr(1, close - 1);
    const bool as_json = name.size() > 5 && name.substr(name.size() - 5) == ":json";
    if (as_json) name.remove_suffix(5);
    bool known = false;
    for (const auto& [key, value] : values) {
      if (key != name) continue;
      out += as_json ? dump_json(Json(value)) : value;
      text.remove_prefix(close + 1);
      known = true;
      break;
    }
    if (!known) {
      out += '{';
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace sandtray
