// SPDX-License-Identifier: MIT
// npm puts a script for cmd.exe before every program that it installs (claude.cmd, codex.cmd),
// always with the same text (npm's package cmd-shim, version 4 and later). What it starts can be
// started without cmd.exe: then every word arrives, and Ctrl-C brings no question about a batch
// job.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace sandtray::platform {

struct NpmScript {
  std::string interpreter;           // "node"; empty when the target is a program itself
  std::vector<std::string> options;  // of the interpreter
  std::string target;                // below the folder of the script
};

// Nothing for any other text, however little differs.
std::optional<NpmScript> read_npm_script(const std::string& text);

// What stands for the script at this path: a program, and the words before the arguments. Nothing
// unless the script is one of npm's and what it starts is there.
std::optional<std::vector<std::string>> words_of_npm_script(const std::string& path);

}  // namespace sandtray::platform
