// SPDX-License-Identifier: MIT
// Reads the text of /etc/group (group(5)).
#pragma once

#include <string>

namespace sandtray::platform {

// Whether the group is listed there with no member but the user of its own name. Users whose first
// group it is are not listed there, nor what other name services know.
bool is_group_of_one(const std::string& groups, unsigned number);

}  // namespace sandtray::platform
