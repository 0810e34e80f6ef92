// SPDX-License-Identifier: MIT
#include <sys/socket.h>
#include <unistd.h>

#include "platform/socket.h"

namespace sandtray::platform {

bool peer_is_same_user(Handle socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  return getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == geteuid();
}

}  // namespace sandtray::platform
