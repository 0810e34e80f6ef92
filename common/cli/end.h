// SPDX-License-Identifier: MIT
// Attaching this terminal, for `run` and `attach` alike, and what is said and returned afterwards.
#pragma once

#include "platform/paths.h"
#include "session/store.h"

namespace sandtray::cli {

// The agent's own status when it ended, 0 when the person detached, 128+N after signal N.
Result<int> view(const session::Store& store, const platform::Paths& paths,
                 const session::Snapshot& session);

}  // namespace sandtray::cli
