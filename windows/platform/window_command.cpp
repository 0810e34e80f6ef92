// SPDX-License-Identifier: MIT
// By cmd.exe, which looks for meaning in every character outside of quotes, and for variables
// inside of them too. A word gets quotes when it has a blank (command_line.h; terminals do the same
// with the words that they are given), otherwise a caret stands before all that might mean
// something. Where neither helps, the word is refused.
#include "platform/window_command.h"

#include <windows.h>

#include <algorithm>

#include "base/text.h"
#include "platform/file.h"
#include "platform/wide.h"

namespace sandtray::platform {
namespace {

using Words = std::vector<std::string>;

std::string command_shell() {
  wchar_t folder[MAX_PATH];
  const auto length = GetSystemDirectoryW(folder, MAX_PATH);
  return to_utf8(std::wstring(folder, length)) + "\\cmd.exe";
}

bool is_plain(char c) {
  constexpr std::string_view others = "_-./\\:~";
  return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         others.find(c) != std::string_view::npos;
}

bool is_plain(const std::string& word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return is_plain(c); });
}

bool has(const std::string& word, const char* any) {
  return word.find_first_of(any) != std::string::npos;
}

Failure refused(const std::string& word) {
  return fail(Code::usage, "cmd.exe cannot be given " + display_text(word) + " safely");
}

Result<std::string> escaped(const std::string& word) {
  const bool is_carried = std::none_of(word.begin(), word.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '%' || c == '"' || c == 0x7f;
  });
  if (word.empty() || !is_carried) return refused(word);
  if (has(word, " ")) return word;
  std::string result;
  for (const char c : word) {
    if (!is_plain(c)) result += '^';
    result += c;
  }
  return result;
}

// The name of a program ends at what separates words, and a caret may not help.
Result<std::string> escaped_program(const std::string& name) {
  const auto found = find_executable(name);
  // Forward slashes would be options.
  auto word = to_utf8(plain_path(found.empty() ? name : found));
  if (!is_plain(word) && !has(word, " ")) word = to_utf8(plain_path(short_path(word)));
  if (has(word, ",;=") && !has(word, " ")) return refused(word);
  return escaped(word);
}

// What stands before must not be a quote: cmd.exe would take the first and the last one away.
Result<Words> shell_command(Words first, const Words& command, const Words& last) {
  Words words = {command_shell(), "/d", "/v:off", "/c"};
  words.insert(words.end(), first.begin(), first.end());
  for (std::size_t i = 0; i < command.size(); ++i) {
    auto word = i == 0 ? escaped_program(command[i]) : escaped(command[i]);
    if (!word) return Failure(word.error());
    words.push_back(std::move(*word));
  }
  words.insert(words.end(), last.begin(), last.end());
  return words;
}

}  // namespace

Result<Words> with_variable(const std::string& name, const std::string& value,
                            const Words& command) {
  if (!is_plain(value)) return refused(value);
  return shell_command({"set", name + "=" + value + "&&"}, command, {});
}

// The system asks in the person's language.
Result<Words> then_wait(const std::string&, const Words& command) {
  return shell_command({"title", "Sandtray", "&"}, command, {"&", "pause"});
}

}  // namespace sandtray::platform
