// SPDX-License-Identifier: MIT
#include "platform/system_facts.h"

#include <sys/sysctl.h>

namespace sandtray::platform {

std::map<std::string, std::string> system_facts() {
  char version[64] = {};
  std::size_t size = sizeof version - 1;
  if (sysctlbyname("kern.osproductversion", version, &size, nullptr, 0) != 0) return {};
  return {{"version", version}};
}

}  // namespace sandtray::platform
