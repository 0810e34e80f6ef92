// SPDX-License-Identifier: MIT
// Inside of this system's sandboxes there is always a host.
#include <cstdio>

#include "guest/session.h"

namespace sandtray::guest {

int run_session(const Session&) {
  std::fputs("sandtray-guest: there are no sessions of its own on this system\n", stderr);
  return 126;
}

}  // namespace sandtray::guest
