// SPDX-License-Identifier: MIT
// Lets a session in that has waited, if its turn has come: then its plan is made, of what the
// machine, the settings and the workspace are like now.
#pragma once

#include <functional>

#include "platform/paths.h"
#include "sandbox/method.h"
#include "session/turn.h"

namespace sandtray::session {

// What else a request needs before it is planned.
using Complete = std::function<Result<>(sandbox::PlanRequest&)>;

// For the host of the session `id`. An error is final: the session cannot be started.
Result<Turn> take_turn(const platform::Paths& paths, const std::string& id,
                       const Complete& complete);

}  // namespace sandtray::session
