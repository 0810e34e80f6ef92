// SPDX-License-Identifier: MIT
// The words of the commands that read and change the person's configuration.
#pragma once

#include <CLI/App.hpp>

#include "cli/options.h"

namespace sandtray::cli {

CLI::Option* json_flag(CLI::App& command, Options& to);

void define_agents(CLI::App& agents, Options& to);
void define_methods(CLI::App& methods, Options& to);
void define_workspaces(CLI::App& workspaces, Options& to);
void define_config(CLI::App& config, Options& to);

}  // namespace sandtray::cli
