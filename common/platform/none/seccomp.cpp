// SPDX-License-Identifier: MIT
// For systems that are not Linux.
#include "platform/seccomp.h"

namespace sandtray::platform {

Result<std::string> seccomp_program(const Json&) {
  return fail(Code::unavailable, "only Linux filters system calls",
              "Use a method that this system has: sandtray methods");
}

}  // namespace sandtray::platform
