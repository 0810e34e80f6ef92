// SPDX-License-Identifier: MIT
#include "platform/embedded_method.h"

namespace sandtray::platform {

// Not there yet, so a run without a method is refused; `host` must be named.
std::string embedded_method() {
  return "safehouse";
}

}  // namespace sandtray::platform
