// SPDX-License-Identifier: MIT
#include "platform/program_path.h"

#include <mach-o/dyld.h>

#include <climits>
#include <cstdint>
#include <cstdlib>

namespace sandtray::platform {

std::string program_path() {
  std::uint32_t size = 0;
  _NSGetExecutablePath(nullptr, &size);  // how much it needs, its end too
  std::string path(size, '\0');
  char resolved[PATH_MAX];
  if (_NSGetExecutablePath(path.data(), &size) != 0) return "/";
  return realpath(path.c_str(), resolved) != nullptr ? resolved : "/";
}

}  // namespace sandtray::platform
