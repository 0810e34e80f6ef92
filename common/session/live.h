// SPDX-License-Identifier: MIT
// Who lives by a method. For whoever is about to take away what they live in.
#pragma once

#include "session/store.h"

namespace sandtray::session {

// Those that run, and those that wait for their turn. One that lives and cannot be read counts: it
// may be by that method.
std::size_t count_live(const Store& store, const std::string& method);

}  // namespace sandtray::session
