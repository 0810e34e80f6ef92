// SPDX-License-Identifier: MIT
// For systems that are not Linux.
#include "platform/namespaces.h"

namespace sandtray::platform {

NamespaceAnswer probe_user_namespaces(const std::string&) {
  return {"only Linux has user namespaces", "Use a method that this system has: sandtray methods"};
}

}  // namespace sandtray::platform
