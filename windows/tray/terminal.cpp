// SPDX-License-Identifier: MIT
#include "tray/terminal.h"

#include <windows.h>

#include "app/terminal.h"
#include "base/log.h"
#include "platform/command_line.h"
#include "platform/file.h"
#include "platform/native.h"
#include "platform/wide.h"

namespace sandtray::tray {
namespace {

using Words = std::vector<std::string>;

constexpr auto windows_terminal = "wt";

// To Windows Terminal a semicolon begins another command.
Words without_separators(const Words& command) {
  Words words;
  for (const auto& word : command) {
    auto& escaped = words.emplace_back();
    for (const char c : word) {
      if (c == ';') escaped += '\\';
      escaped += c;
    }
  }
  return words;
}

}  // namespace

Words terminal_words(const Words& command, const std::string& setting, bool has_windows_terminal) {
  const bool chosen = !setting.empty();
  if (!chosen && !has_windows_terminal) return {};
  const app::TerminalTable table{
      .preferred = {}, .known = {{windows_terminal, {"new-tab"}}}, .desktops = {}};
  const app::TerminalFacts facts{
      .setting = setting, .variable = {}, .desktop = {}, .installed = [](const auto&) {
        return true;
      }};
  return app::terminal_command(table, facts, chosen ? command : without_separators(command))
      .value_or(Words{});
}

// Not by spawn(): nothing that it starts may ever show a window, and this is for one.
Result<> open_terminal(const Words& command, const std::string& setting,
                       const std::string& folder) {
  const bool has_terminal = !platform::find_executable(windows_terminal).empty();
  auto words = terminal_words(command, setting, has_terminal);
  if (words.empty()) words = command;
  const auto program = platform::find_executable(words.front());
  if (program.empty()) {
    return fail(Code::unavailable, "there is no program " + words.front(),
                "Change \"terminal\" in config.json, or remove it.");
  }
  // cmd.exe would run it, and take what the command is made of for its own.
  if (platform::is_script(program)) {
    return fail(Code::usage,
                program + " is a script for cmd.exe, which cannot be given a command safely",
                "Name the program that it starts as \"terminal\" in config.json.");
  }
  words.front() = platform::to_utf8(platform::plain_path(program));
  auto line = platform::command_line(words);
  if (!line) return Failure(line.error());
  STARTUPINFOW info{};
  info.cb = sizeof info;
  PROCESS_INFORMATION made{};
  if (!CreateProcessW(platform::plain_path(program).c_str(), line->data(), nullptr, nullptr, FALSE,
                      CREATE_NEW_CONSOLE, nullptr, platform::plain_path(folder).c_str(), &info,
                      &made)) {
    return fail_errno(platform::last_errno(), "cannot start " + program);
  }
  CloseHandle(made.hThread);
  CloseHandle(made.hProcess);
  log::info("opened " + program);
  return {};
}

}  // namespace sandtray::tray
