// SPDX-License-Identifier: MIT
// Which folder keeps the sockets of sessions. Pure: the limit is what this system lets a socket's
// path have (103 bytes on macOS, 107 on Linux).
#pragma once

#include <cstddef>
#include <string>

namespace sandtray::platform {

// `chosen` is XDG_RUNTIME_DIR, empty when it is not set. Without it: below the state, or in the
// home itself where a long home leaves no room for a socket's name there.
std::string runtime_folder(const std::string& chosen, const std::string& state,
                           const std::string& home, std::size_t limit);

}  // namespace sandtray::platform
