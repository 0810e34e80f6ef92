// SPDX-License-Identifier: MIT
#include "platform/embedded_method.h"

namespace sandtray::platform {

// The agent's own sandbox: Windows has none that holds any program.
std::string embedded_method() {
  return "agent";
}

}  // namespace sandtray::platform
