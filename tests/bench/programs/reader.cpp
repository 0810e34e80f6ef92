// SPDX-License-Identifier: MIT
// reader [--attach] SOCKET: connects (once somebody listens), with --attach as a client of a
// session that types one line; reads to the end as fast as it comes and prints how many bytes there
// were.
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <string_view>

#include "session/protocol.h"

namespace {

char buffer[256 << 10];

int connect_to(const char* path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path, sizeof address.sun_path - 1);
  for (int tries = 0; tries < 2000; ++tries) {
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return fd;
    close(fd);
    poll(nullptr, 0, 1);  // it is about to listen
  }
  return -1;
}

}  // namespace

int main(int argc, char** argv) {
  const bool attach = argc == 3 && std::string_view(argv[1]) == "--attach";
  if (argc != (attach ? 3 : 2)) return 64;
  const int fd = connect_to(argv[argc - 1]);
  if (fd < 0) return 66;
  if (attach) {
    using namespace sandtray::session;
    const auto wish = encode_frame(FrameType::attach, R"({"rows":24,"columns":80,"replay":false})");
    const auto go = wish + encode_frame(FrameType::input, "\n");
    if (write(fd, go.data(), go.size()) != static_cast<ssize_t>(go.size())) return 70;
  }
  long long total = 0;
  ssize_t got = 0;
  while ((got = read(fd, buffer, sizeof buffer)) > 0) total += got;
  std::printf("%lld\n", total);
  return 0;
}
