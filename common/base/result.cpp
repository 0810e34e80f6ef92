// SPDX-License-Identifier: MIT
#include "base/result.h"

#include <system_error>

namespace sandtray {

Failure fail_errno(int error_number, std::string message, std::string hint) {
  message += ": " + std::generic_category().message(error_number);
  return fail(Code::internal, std::move(message), std::move(hint));
}

}  // namespace sandtray
