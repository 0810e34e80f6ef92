// SPDX-License-Identifier: MIT
// Files in a folder that an agent can write: no component of the path may be a symbolic link, so
// that nothing outside the folder is read or changed on the agent's behalf.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace sandtray::platform {

// not_found if it is not there; refused if a link or anything but a regular file is in the way.
Result<std::string> read_beneath(const std::string& root, const std::string& relative,
                                 std::size_t limit);
// Makes missing folders (0700); replaces the file atomically (0600).
Result<> write_beneath(const std::string& root, const std::string& relative,
                       std::string_view content);

}  // namespace sandtray::platform
