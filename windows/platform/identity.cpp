// SPDX-License-Identifier: MIT
#include "platform/identity.h"

namespace sandtray::platform {

// No method here mounts the person's folders by path.
Result<FileIdentity> identify(const std::string& path) {
  return fail(Code::unavailable, "cannot tell on Windows which file a mount would show: " + path);
}

}  // namespace sandtray::platform
