// SPDX-License-Identifier: MIT
// A file can have several names, and who may write by one of them changes what is read by all.
#pragma once

#include <string>

namespace sandtray::platform {

// Whether it is a regular file with more than one name, wherever the others are. A symbolic link is
// not followed; false for what cannot be looked at.
bool has_other_names(const std::string& path);

}  // namespace sandtray::platform
