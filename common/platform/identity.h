// SPDX-License-Identifier: MIT
// Which file a path means, so that somebody else can tell whether a mount shows that very file
// (stat(2): device and inode number are the same wherever a file system is mounted).
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace sandtray::platform {

struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
};

// Of an absolute path. refused if any component is a symbolic link.
Result<FileIdentity> identify(const std::string& path);

}  // namespace sandtray::platform
