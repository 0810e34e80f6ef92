// SPDX-License-Identifier: MIT
// Commands for a terminal's window, which starts them by itself, perhaps from a server of its own
// that has another environment.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace sandtray::platform {

// Words that run the command with one more variable in its environment. usage when a word cannot
// be carried safely.
Result<std::vector<std::string>> with_variable(const std::string& name, const std::string& value,
                                               const std::vector<std::string>& command);

// Words that run the command and keep the window open for as long as the person reads; `question`
// is shown then, where the system does not ask in words of its own.
Result<std::vector<std::string>> then_wait(const std::string& question,
                                           const std::vector<std::string>& command);

}  // namespace sandtray::platform
