// SPDX-License-Identifier: MIT
#include "base/result.h"

#include <cerrno>
#include <system_error>

namespace sandtray {

Failure fail_errno(int error_number, std::string message, std::string hint) {
  // What everybody can do about it, where nobody knows better.
  if (hint.empty() && error_number == ENOSPC) hint = "Make room on that disk and try again.";
  message += ": " + std::generic_category().message(error_number);
  return fail(Code::internal, std::move(message), std::move(hint));
}

}  // namespace sandtray
