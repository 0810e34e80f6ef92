// SPDX-License-Identifier: MIT
// What every launch would refuse because of the person's configuration, whatever the workspace. The
// judgement is that of planning itself, on a machine on which nothing is missing.
#pragma once

#include <string>
#include <vector>

#include "config/agent.h"
#include "config/settings.h"
#include "platform/paths.h"

namespace sandtray::session {

// A mount that is missing now may be there at the launch.
enum class MissingMounts { refused, tolerated };

// What every launch would tell of them. `method`: the system's own, which counts if the settings
// name none.
Result<std::vector<std::string>> check_settings(const platform::Paths& paths,
                                                const config::Settings& settings,
                                                const std::string& method, MissingMounts missing);

// What is wrong with a preset, given settings that are good.
Result<> check_agent(const platform::Paths& paths, const config::Settings& settings,
                     const std::string& method, const config::Agent& agent);

}  // namespace sandtray::session
