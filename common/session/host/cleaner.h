// SPDX-License-Identifier: MIT
// sandtray-host --clean-up STATE: what killed hosts have left to do.
#pragma once

#include <string>

#include "base/result.h"

namespace sandtray::session {

// Runs the commands, one session after the other. Only one such process works at a time; another
// one returns at once.
Result<> clean_up_after_killed_hosts(const std::string& state);

}  // namespace sandtray::session
