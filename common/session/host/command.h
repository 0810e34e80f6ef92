// SPDX-License-Identifier: MIT
// The plan's commands before and after the main one. They run one at a time while the loop goes on
// serving clients; what they print goes where the agent's output goes.
#pragma once

#include <chrono>
#include <functional>
#include <string_view>

#include "platform/loop.h"
#include "platform/process.h"

namespace sandtray::session {

// For a command of a plan's clean-up.
constexpr auto cleanup_limit = std::chrono::seconds(30);

// An error if it cannot start, fails, or takes longer than `limit` (then it is killed); the message
// ends with its last line of output.
Result<> run_command(platform::Loop& loop, const std::vector<std::string>& argv,
                     std::chrono::milliseconds limit,
                     const std::function<void(std::string_view)>& output);

}  // namespace sandtray::session
