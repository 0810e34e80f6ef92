// SPDX-License-Identifier: MIT
// Starts the person's terminal on a command (app/terminal.h says which).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "platform/paths.h"

namespace sandtray::tray {

// `token` (may be empty) lets the new window take the focus; `setting` is the person's choice.
Result<> open_terminal(const platform::Paths& paths, const std::vector<std::string>& command,
                       const std::string& token, const std::string& setting);

}  // namespace sandtray::tray
