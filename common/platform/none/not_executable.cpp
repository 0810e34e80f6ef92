// SPDX-License-Identifier: MIT
#include "platform/not_executable.h"

namespace sandtray::platform {

std::string find_not_executable(const std::string& /*name*/) {
  return {};
}

}  // namespace sandtray::platform
