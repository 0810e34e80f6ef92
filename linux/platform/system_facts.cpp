// SPDX-License-Identifier: MIT
#include "platform/system_facts.h"

namespace sandtray::platform {

// The files of /etc and /proc say it all.
std::map<std::string, std::string> system_facts() {
  return {};
}

}  // namespace sandtray::platform
