// SPDX-License-Identifier: MIT
// FileLock (platform/file.h) for who waits for the end of a lock in a way of their own.
#pragma once

#include <string>

#include "base/result.h"

namespace sandtray::platform {

// The file that the holders of the lock at this path have open: it is there for as long as anybody
// holds the lock. not_found when there is no such lock.
Result<std::string> held_file(const std::string& lock);

}  // namespace sandtray::platform
