// SPDX-License-Identifier: MIT
#include "sandbox/hook_command.h"

#include <algorithm>

#include "base/text.h"

namespace sandtray::sandbox {
namespace {

// Means itself in every shell of Windows.
bool is_plain(const std::string& word) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:~";
  return !word.empty() && word.find_first_not_of(plain) == std::string::npos;
}

// Quotes of cmd.exe do not hide a %, and who starts it may escape them in a way that it does not
// know: only words that need none are safe. A forward slash would begin an option of its own.
Result<std::string> cmd_command(std::vector<std::string> words) {
  for (const auto& word : words) {
    if (is_plain(word)) continue;
    return fail(Code::unavailable,
                "the agent's hooks run in cmd.exe, which cannot get the path " +
                    display_text(word) + " safely",
                "Install Sandtray in a folder without blanks and special characters in its path.");
  }
  std::replace(words[0].begin(), words[0].end(), '/', '\\');
  return join(words, " ");
}

// Four more characters are as good as the apostrophe there: U+2018 to U+201B.
std::string powershell_quote(const std::string& word) {
  std::string out = "'";
  for (std::size_t at = 0; at < word.size();) {
    const bool typographic = word.compare(at, 2, "\xe2\x80") == 0 && at + 2 < word.size() &&
                             word[at + 2] >= '\x98' && word[at + 2] <= '\x9b';
    const auto character = word.substr(at, typographic ? 3 : 1);
    if (typographic || character == "'") out += character;  // written twice, it means itself
    out += character;
    at += character.size();
  }
  return out + "'";
}

// A quoted first word is a text there, unless it is called.
std::string powershell_command(std::vector<std::string> words) {
  const bool called = !is_plain(words[0]);
  for (auto& word : words) {
    if (!is_plain(word)) word = powershell_quote(word);
  }
  return (called ? "& " : "") + join(words, " ");
}

}  // namespace

Result<std::string> hook_command(const std::vector<std::string>& words, config::HookShell shell) {
  switch (shell) {
    case config::HookShell::cmd:
      return cmd_command(words);
    case config::HookShell::powershell:
      return powershell_command(words);
    default:
      return shell_quote(words);
  }
}

}  // namespace sandtray::sandbox
