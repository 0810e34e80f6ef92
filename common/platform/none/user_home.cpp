// SPDX-License-Identifier: MIT
#include "platform/user_home.h"

namespace sandtray::platform {

std::string user_home(const std::string&) {
  return {};
}

}  // namespace sandtray::platform
