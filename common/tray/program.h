// SPDX-License-Identifier: MIT
// The program sandtray-tray, but for what is the desktop's.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/paths.h"

namespace sandtray::tray {

struct Program {
  const char* place;  // "Shows the sessions of sandtray in ..."
  // Shows a text to whoever has started the program.
  std::function<void(const std::string& text, bool is_error)> say;
  // Lives for as long as the tray does; its result is the exit status. Called only if no other tray
  // of this person runs, which then shows itself instead.
  std::function<Result<int>(const platform::Paths&)> run;
  // For --unregister: takes away what the tray has written into the desktop's own places. Empty
  // where there is no such option.
  std::function<Result<>(const platform::Paths&)> unregister{};
};

// To standard output and standard error.
void say_to_streams(const std::string& text, bool is_error);

// `words` as platform::program_arguments() gives them. The exit status: sysexits where it fails.
int run_program(const std::vector<std::string>& words, const Program& program);

}  // namespace sandtray::tray
