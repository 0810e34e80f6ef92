// SPDX-License-Identifier: MIT
#include "platform/npm_script.h"

#include <string_view>

#include "base/text.h"
#include "platform/command_line.h"
#include "platform/file.h"
#include "platform/wide.h"

namespace sandtray::platform {
namespace {

constexpr std::uint64_t longest_text = 4096;

constexpr std::string_view head =
    "@ECHO off\r\nGOTO start\r\n:find_dp0\r\nSET dp0=%~dp0\r\nEXIT /b\r\n:start\r\nSETLOCAL\r\n"
    "CALL :find_dp0\r\n";
constexpr std::string_view before_options =
    "endLocal & goto #_undefined_# 2>NUL || title %COMSPEC% & \"%_prog%\" ";
constexpr std::string_view before_target = "\"%dp0%\\";
constexpr std::string_view after_target = " %*\r\n";

// The text that npm writes for it; the one check of what was read.
std::string text_of(const NpmScript& script) {
  const auto target = std::string(before_target) + script.target + "\"";
  if (script.interpreter.empty()) {
    return std::string(head) + target + "  " + std::string(after_target);
  }
  const auto& name = script.interpreter;
  return std::string(head) + "\r\nIF EXIST \"%dp0%\\" + name + ".exe\" (\r\n  SET \"_prog=%dp0%\\" +
         name + ".exe\"\r\n) ELSE (\r\n  SET \"_prog=" + name +
         "\"\r\n  SET PATHEXT=%PATHEXT:;.JS;=;%\r\n)\r\n\r\n" + std::string(before_options) +
         join(script.options, " ") + " " + target + std::string(after_target);
}

// Between the last `begin` and the first `end` after it; empty when they are not there.
std::string between(std::string_view text, std::string_view begin, std::string_view end) {
  const auto from = text.rfind(begin);
  if (from == std::string_view::npos) return "";
  const auto start = from + begin.size();
  const auto to = text.find(end, start);
  return to == std::string_view::npos ? "" : std::string(text.substr(start, to - start));
}

// To cmd.exe such a word is nothing but itself.
bool is_plain(std::string_view word, std::string_view more) {
  for (const char c : word) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter && more.find(c) == std::string_view::npos) return false;
  }
  return !word.empty();
}

}  // namespace

std::optional<NpmScript> read_npm_script(const std::string& text) {
  NpmScript script;
  script.target = between(text, before_target, "\"");
  script.interpreter = between(text, "  SET \"_prog=", "\"");
  auto options = between(text, before_options, before_target);
  if (!options.empty()) options.pop_back();  // the blank before the target
  if (!options.empty()) script.options = split(options, ' ');
  for (const auto& option : script.options) {
    if (!is_plain(option, "-_=.,:/")) return {};
  }
  if (!script.interpreter.empty() && !is_plain(script.interpreter, "-_.")) return {};
  if (script.target.empty() || script.target.find('%') != std::string::npos) return {};
  if (text_of(script) != text) return {};
  return script;
}

std::optional<std::vector<std::string>> words_of_npm_script(const std::string& path) {
  const auto text = read_file(path, longest_text);
  const auto slash = path.find_last_of("/\\");
  if (!text || slash == std::string::npos) return {};
  auto script = read_npm_script(*text);
  if (!script) return {};
  const auto folder = path.substr(0, slash + 1);
  const auto target = to_utf8(plain_path(folder + script->target));
  std::vector<std::string> words;
  if (!script->interpreter.empty()) {
    const auto beside = folder + script->interpreter + ".exe";
    words.push_back(exists(beside) ? beside : find_executable(script->interpreter));
    words.insert(words.end(), script->options.begin(), script->options.end());
  }
  words.push_back(target);
  // Not the next script for cmd.exe, nor a file that the person's settings give to some program.
  const auto& program = words.front();
  const bool starts =
      !program.empty() && find_executable(program) == program && !is_script(program);
  if (!starts || !exists(target)) return {};
  return words;
}

}  // namespace sandtray::platform
