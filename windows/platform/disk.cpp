// SPDX-License-Identifier: MIT
#include "platform/disk.h"

#include <windows.h>

#include "platform/wide.h"

namespace sandtray::platform {

std::uint64_t free_bytes(const std::string& path) {
  ULARGE_INTEGER free{};
  if (GetDiskFreeSpaceExW(native_path(path).c_str(), &free, nullptr, nullptr)) return free.QuadPart;
  const auto slash = path.find_last_of("/\\");
  if (slash == std::string::npos || slash + 1 == path.size() || slash == 0) return 0;
  // A drive's root keeps its slash.
  return free_bytes(path.substr(0, path[slash - 1] == ':' ? slash + 1 : slash));
}

}  // namespace sandtray::platform
