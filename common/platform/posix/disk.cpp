// SPDX-License-Identifier: MIT
#include "platform/disk.h"

#include <sys/statvfs.h>

namespace sandtray::platform {

std::uint64_t free_bytes(const std::string& path) {
  struct statvfs info {};
  if (statvfs(path.c_str(), &info) == 0) {
    return static_cast<std::uint64_t>(info.f_bavail) * info.f_frsize;
  }
  const auto slash = path.rfind('/');
  if (path.size() < 2 || slash == std::string::npos) return 0;
  return free_bytes(slash == 0 ? "/" : path.substr(0, slash));
}

}  // namespace sandtray::platform
