// SPDX-License-Identifier: MIT
#include <unistd.h>

#include "platform/socket.h"

namespace sandtray::platform {

bool peer_is_same_user(Handle socket) {
  uid_t user = 0;
  gid_t group = 0;
  return getpeereid(socket, &user, &group) == 0 && user == geteuid();
}

}  // namespace sandtray::platform
