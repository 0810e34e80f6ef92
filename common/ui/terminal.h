// SPDX-License-Identifier: MIT
// A part of the windows that each system has a body for: the person's terminal on a command.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "platform/paths.h"
#include "tray/event_loop.h"

namespace sandtray::ui {

// `setting` is the person's choice. What only shows later that it has failed comes to `failed`.
Result<> open_terminal(tray::EventLoop& loop, const platform::Paths& paths,
                       const std::vector<std::string>& command, const std::string& setting,
                       const std::function<void(const Error&)>& failed);

}  // namespace sandtray::ui
