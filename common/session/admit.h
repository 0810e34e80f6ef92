// SPDX-License-Identifier: MIT
// Lets a session in that has waited, if its turn has come: then its plan is made, of what the
// machine, the settings and the workspace are like now.
#pragma once

#include "platform/paths.h"
#include "session/turn.h"

namespace sandtray::session {

// For the host of the session `id`. An error is final: the session cannot be started.
Result<Turn> take_turn(const platform::Paths& paths, const std::string& id);

}  // namespace sandtray::session
