// SPDX-License-Identifier: MIT
// How an agent is started (app/launch_mode.h), of the words of a command; and the sandbox that a
// session of the mode sbx leaves behind.
#pragma once

#include <string>

#include "cli/options.h"
#include "sandbox/request.h"

namespace sandtray::cli {

// The option of run that names one, beside --launch.
constexpr std::string_view launch_option = "launch=";

// The method; empty: that of the settings. What the command line says goes before what the
// workspace says, and that before the preset of the agent. usage when launch mode and method
// differ.
Result<std::string> method_for(const Options& options, const platform::Paths& paths,
                               const std::string& agent, const std::string& known_method);

// Removes the sandbox that was made for a session, if one was; one that the person has named stays.
Result<> remove_sandbox(const platform::Paths& paths, const sandbox::SessionSpec& spec);

}  // namespace sandtray::cli
