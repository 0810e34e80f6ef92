// SPDX-License-Identifier: MIT
#include "platform/program_path.h"

#include <unistd.h>

#include <climits>

namespace sandtray::platform {

std::string program_path() {
  char path[PATH_MAX];
  const auto length = readlink("/proc/self/exe", path, sizeof path);
  return length > 0 ? std::string(path, static_cast<std::size_t>(length)) : std::string("/");
}

}  // namespace sandtray::platform
