// SPDX-License-Identifier: MIT
#include "platform/virtualization.h"

namespace sandtray::platform {

Virtualization probe_virtualization(const std::string&) {
  return {"there are no virtual machines of ours on this system", ""};
}

}  // namespace sandtray::platform
