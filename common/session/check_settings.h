// SPDX-License-Identifier: MIT
// What every launch would refuse in the person's settings, whatever the agent and the workspace.
#pragma once

#include "config/settings.h"
#include "platform/paths.h"

namespace sandtray::session {

// `method`: the one that counts if the settings name none. A mount that is missing may be there at
// the launch, so it is no error here.
Result<> check_settings(const platform::Paths& paths, const config::Settings& settings,
                        const std::string& method);

}  // namespace sandtray::session
