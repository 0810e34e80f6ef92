// SPDX-License-Identifier: MIT
#include "platform/port.h"

namespace sandtray::platform {

// Nothing here opens ports.
bool can_listen(int) {
  return false;
}

}  // namespace sandtray::platform
