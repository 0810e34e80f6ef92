// SPDX-License-Identifier: MIT
// The command by which an agent reports an event, for the shell that this agent runs it in. What
// comes out is cut into exactly the given words there; what cannot be is an error.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "config/agent.h"

namespace sandtray::sandbox {

Result<std::string> hook_command(const std::vector<std::string>& words, config::HookShell shell);

}  // namespace sandtray::sandbox
