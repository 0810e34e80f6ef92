// SPDX-License-Identifier: MIT
// Opens a terminal on a command: the person's choice, else Windows Terminal, else a console.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace sandtray::tray {

// The setting, or Windows Terminal if `has_windows_terminal`; empty for a console of its own.
std::vector<std::string> terminal_words(const std::vector<std::string>& command,
                                        const std::string& setting, bool has_windows_terminal);
// `folder` is where it starts.
Result<> open_terminal(const std::vector<std::string>& command, const std::string& setting,
                       const std::string& folder);

}  // namespace sandtray::tray
