// SPDX-License-Identifier: MIT
// By cmd.exe, which looks for meaning in every character outside of quotes, and for variables
// inside of them too. A word gets quotes when it has a blank (command_line.h), and what would still
// mean something is refused.
#include "platform/window_command.h"

#include <windows.h>

#include <algorithm>

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

bool is_safe(const std::string& word) {
  const bool quoted = word.find(' ') != std::string::npos;
  return !word.empty() && std::all_of(word.begin(), word.end(), [&](char c) {
    constexpr std::string_view harmless = "_-./\\:~ ";
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || c == '%' || c == '"' || byte == 0x7f) return false;
    return quoted || byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || harmless.find(c) != std::string_view::npos;
  });
}

// What stands before must not be a quote: cmd.exe would take the first and the last one away.
Result<Words> shell_command(Words first, const Words& command, const Words& last) {
  Words words = {command_shell(), "/d", "/v:off", "/c"};
  words.insert(words.end(), first.begin(), first.end());
  for (std::size_t i = 0; i < command.size(); ++i) {
    auto word = command[i];
    if (i == 0) {
      const auto found = find_executable(word);
      // Forward slashes would be options.
      word = to_utf8(plain_path(found.empty() ? word : found));
    }
    if (!is_safe(word)) {
      return fail(Code::usage, "cmd.exe cannot be given " + word + " safely");
    }
    words.push_back(std::move(word));
  }
  words.insert(words.end(), last.begin(), last.end());
  return words;
}

}  // namespace

Result<Words> with_variable(const std::string& name, const std::string& value,
                            const Words& command) {
  if (!is_safe(value) || value.find(' ') != std::string::npos) {
    return fail(Code::usage, "cmd.exe cannot be given " + value + " safely");
  }
  return shell_command({"set", name + "=" + value + "&&"}, command, {});
}

// The system asks in the person's language.
Result<Words> then_wait(const std::string&, const Words& command) {
  return shell_command({"title", "Sandtray", "&"}, command, {"&", "pause"});
}

}  // namespace sandtray::platform
