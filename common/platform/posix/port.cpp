// SPDX-License-Identifier: MIT
#include "platform/port.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include "platform/handle.h"

namespace sandtray::platform {

bool can_listen(int port) {
  const OwnedHandle probe(socket(AF_INET, SOCK_STREAM, 0));
  if (!probe) return false;
  // As servers have it: what an earlier one has left waiting is in nobody's way.
  const int yes = 1;
  (void)setsockopt(probe.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<in_port_t>(port));
  return bind(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
         listen(probe.get(), 1) == 0;
}

}  // namespace sandtray::platform
