// SPDX-License-Identifier: MIT
// Who lives by a method. For whoever is about to take away what they live in.
#pragma once

#include <string>
#include <vector>

#include "session/store.h"

namespace sandtray::session {

struct Living {
  std::string name;  // the id of one that cannot be read
  std::string lock;  // held as long as it lives
};

// Those that run, and those that wait for their turn. One that lives and cannot be read is among
// them: it may be by that method.
std::vector<Living> living_by(const Store& store, const std::string& method);

}  // namespace sandtray::session
