// SPDX-License-Identifier: MIT
#include "platform/virtualization.h"

#include <sys/sysctl.h>

#include <cstddef>

namespace sandtray::platform {

// What the documentation of the Hypervisor framework names for it.
Virtualization probe_virtualization(const std::string&) {
  int supported = 0;
  std::size_t size = sizeof supported;
  if (sysctlbyname("kern.hv_support", &supported, &size, nullptr, 0) == 0 && supported != 0) {
    return {};
  }
  return {"this Mac has no virtualization for its users", ""};
}

}  // namespace sandtray::platform
