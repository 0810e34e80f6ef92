// SPDX-License-Identifier: MIT
// TCP ports of this machine's loopback.
#pragma once

namespace sandtray::platform {

// Whether a program of this user could listen there (127.0.0.1) now: nobody else does, and it may.
bool can_listen(int port);

}  // namespace sandtray::platform
