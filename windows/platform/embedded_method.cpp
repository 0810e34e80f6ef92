// SPDX-License-Identifier: MIT
#include "platform/embedded_method.h"

namespace sandtray::platform {

// Not there yet, so a run without a method is refused; `host`, and the agent's own sandbox, which
// does not hold the agent, must be named.
std::string embedded_method() {
  return "wsl";
}

}  // namespace sandtray::platform
