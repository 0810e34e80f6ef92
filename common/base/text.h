// SPDX-License-Identifier: MIT
// Text that people see. Text from an agent is hostile: it passes display_text() before any menu,
// title, notification or log view shows it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandtray {

// One line, valid UTF-8, at most `max_characters` code points (an ellipsis marks a cut): escape
// sequences, control characters, bidi controls and zero-width characters are removed, runs of white
// space become one blank.
std::string display_text(std::string_view hostile, std::size_t max_characters = 200);

// The same for text of several lines, which stay as they are with the blanks that they begin with;
// nothing is cut.
std::string display_lines(std::string_view hostile);

// Reads the code point at `at` and moves past it; a malformed byte is invalid and one byte long.
constexpr char32_t invalid_code_point = 0xFFFFFFFF;
char32_t next_code_point(std::string_view text, std::size_t& at);
// Controls, bidi controls, zero-width and other invisible characters that can disguise text, and
// what is no character at all.
bool is_unsafe(char32_t code_point);

bool is_valid_utf8(std::string_view text);

// Decodes strictly (RFC 4648, padding required); false on any other byte.
bool decode_base64(std::string_view text, std::string& out);

// Of decimal digits alone, at most nine; no sign and no blank.
std::optional<unsigned> decimal_number(std::string_view digits);

std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

// For a POSIX shell: 'it'\''s'. For a person who pastes the command, and for a file that a shell
// reads; commands are run as argv.
std::string shell_quote(std::string_view word);
std::string shell_quote(const std::vector<std::string>& argv);

// "42 s", "3 min", "2 h 5 min", "3 d".
std::string duration_text(std::int64_t seconds);

// Replaces every {name} whose name is known; {name:json} gives the value as a JSON string with its
// quotes. An unknown name stays as it is.
std::string expand_template(std::string_view text,
                            const std::vector<std::pair<std::string, std::string>>& values);

}  // namespace sandtray
