// SPDX-License-Identifier: MIT
#include "platform/command_line.h"

#include <windows.h>

#include <algorithm>

#include "platform/wide.h"

namespace sandtray::platform {
namespace {

constexpr std::size_t longest_line = 32766;   // CreateProcess
constexpr std::size_t longest_script = 8190;  // cmd.exe

// Backslashes mean themselves unless a quote follows: then each is written twice.
void append_quoted(std::wstring& line, const std::wstring& word) {
  line += L'"';
  std::size_t backslashes = 0;
  for (const wchar_t c : word) {
    if (c == L'"') line.append(backslashes + 1, L'\\');
    backslashes = c == L'\\' ? backslashes + 1 : 0;
    line += c;
  }
  line.append(backslashes, L'\\');
  line += L'"';
}

bool needs_quotes(const std::wstring& word) {
  return word.empty() || word.find_first_of(L" \t\n\v\"") != std::wstring::npos;
}

Result<std::wstring> widen(const std::string& word) {
  auto wide = to_wide(word);
  if (wide.empty() != word.empty() || wide.find(L'\0') != std::wstring::npos) {
    return fail(Code::usage, "an argument holds bytes that Windows cannot pass on");
  }
  return wide;
}

// The first word is cut by other rules: quotes end it, and nothing escapes them.
Result<std::wstring> widen_program(const std::string& word) {
  auto wide = widen(word);
  if (wide && wide->find(L'"') != std::wstring::npos) {
    return fail(Code::usage, "a program's name cannot hold a quote");
  }
  return wide;
}

Failure too_long() {
  return fail(Code::usage, "the command is longer than Windows allows",
              "Pass long text in a file or on standard input.");
}

}  // namespace

Result<std::wstring> command_line(const std::vector<std::string>& argv) {
  if (argv.empty()) return fail(Code::internal, "there is no command to start");
  const auto program = widen_program(argv[0]);
  if (!program) return Failure(program.error());
  std::wstring line = L"\"" + *program + L"\"";
  for (std::size_t i = 1; i < argv.size(); ++i) {
    const auto word = widen(argv[i]);
    if (!word) return Failure(word.error());
    line += L' ';
    if (needs_quotes(*word)) {
      append_quoted(line, *word);
    } else {
      line += *word;
    }
  }
  if (line.size() > longest_line) return too_long();
  return line;
}

bool is_script(const std::string& program) {
  if (program.size() < 4) return false;
  const auto ending = to_wide(program.substr(program.size() - 4));
  return CompareStringOrdinal(ending.c_str(), -1, L".cmd", -1, TRUE) == CSTR_EQUAL ||
         CompareStringOrdinal(ending.c_str(), -1, L".bat", -1, TRUE) == CSTR_EQUAL;
}

Result<std::wstring> script_line(const std::string& script, const std::vector<std::string>& argv) {
  // No commands at the start, extensions on, no second look for variables; the outermost quotes go.
  std::wstring line = L" /d /e:on /v:off /s /c \"";
  for (std::size_t i = 0; i < argv.size(); ++i) {
    // Forward slashes would be options to cmd.exe.
    const auto word = i == 0 ? Result<std::wstring>(plain_path(script)) : widen(argv[i]);
    if (!word) return Failure(word.error());
    const bool odd = std::any_of(word->begin(), word->end(), [](wchar_t c) {
      return c < L' ' || c == L'"' || c == L'%' || (c >= 0x7F && c <= 0x9F);
    });
    if (odd) {
      return fail(Code::refused, "an argument for " + script + " holds a quote, a % or a line end",
                  "A script for cmd.exe cannot get these safely; name the program that it starts.");
    }
    if (i > 0) line += L' ';
    append_quoted(line, *word);
  }
  line += L'"';
  if (line.size() > longest_script) return too_long();
  return line;
}

}  // namespace sandtray::platform
