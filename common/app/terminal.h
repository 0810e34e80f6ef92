// SPDX-License-Identifier: MIT
// How to open the person's terminal on a command. Pure: the table is data (share/terminals.json),
// what is installed comes in. Every word of the command stays one word.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/json.h"

namespace sandtray::app {

struct Terminal {
  std::string program;
  std::vector<std::string> before;  // what stands between the program and the command
};

struct TerminalTable {
  std::vector<Terminal> preferred;                           // asked before the desktop's own
  std::vector<Terminal> known;                               // probed in this order at last
  std::map<std::string, std::vector<std::string>> desktops;  // "GNOME" -> programs
};

struct TerminalFacts {
  std::string setting;   // "xterm -e {}"; empty: find one
  std::string variable;  // $TERMINAL
  std::string desktop;   // $XDG_CURRENT_DESKTOP: "ubuntu:GNOME"
  std::function<bool(const std::string&)> installed;
};

Result<TerminalTable> terminals_from_json(const Json& json);

// The setting, then the preferred ones, $TERMINAL, the desktop's, then all known ones.
Result<std::vector<std::string>> terminal_command(const TerminalTable& table,
                                                  const TerminalFacts& facts,
                                                  const std::vector<std::string>& command);

}  // namespace sandtray::app
