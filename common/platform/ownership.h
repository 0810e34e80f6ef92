// SPDX-License-Identifier: MIT
// Who may change a file.
#pragma once

#include <string>

namespace sandtray::platform {

// Whether nobody but this user, and those who rule the machine anyway, can write the file or put
// another in its place. Links are followed. False also where it cannot be told.
bool only_owner_may_change(const std::string& path);

}  // namespace sandtray::platform
