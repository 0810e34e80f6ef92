// SPDX-License-Identifier: MIT
#include "platform/embedded_method.h"

namespace sandtray::platform {

std::string embedded_method() {
  return "bwrap";
}

}  // namespace sandtray::platform
