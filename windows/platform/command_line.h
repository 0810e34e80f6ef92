// SPDX-License-Identifier: MIT
// Windows hands a program one line of text, and each program cuts it into words by itself. Here a
// list of words becomes a line that is cut into the same words again: by the rules of Microsoft's
// runtime, which nearly all programs follow, or by those of cmd.exe, which runs scripts.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace sandtray::platform {

// For a program. usage when a word cannot be carried (NUL, invalid UTF-8) or the line is too long.
Result<std::wstring> command_line(const std::vector<std::string>& argv);

bool is_script(const std::string& program);
// What follows the name of cmd.exe to run a .cmd or .bat file. cmd.exe looks for variables and line
// ends inside of quotes too, so words with %, quotes or control characters are refused, never
// guessed at.
Result<std::wstring> script_line(const std::string& script, const std::vector<std::string>& argv);

}  // namespace sandtray::platform
