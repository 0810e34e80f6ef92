// SPDX-License-Identifier: MIT
// pty_reader [--copy SOCKET] COMMAND...: the least that a program can do which runs another on a
// terminal: read and forget; with --copy, hand every byte to the first client of that socket, too.
// It is what the session host is compared with.
#include <poll.h>
#include <pty.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <string_view>

namespace {

char buffer[64 << 10];

int accept_client(const char* path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path, sizeof address.sun_path - 1);
  const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return -1;
  if (listen(listener, 1) != 0) return -1;
  return accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
}

bool copy(int fd, const char* bytes, ssize_t size) {
  while (size > 0) {
    const auto sent = write(fd, bytes, static_cast<std::size_t>(size));
    if (sent <= 0) return false;
    bytes += sent;
    size -= sent;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  int client = -1;
  if (argc > 3 && std::string_view(argv[1]) == "--copy") {
    client = accept_client(argv[2]);
    if (client < 0) return 70;
    argv += 2;
    argc -= 2;
  }
  if (argc < 2) return 64;
  int master = -1;
  const winsize size{24, 80, 0, 0};
  const pid_t child = forkpty(&master, nullptr, nullptr, &size);
  if (child < 0) return 70;
  if (child == 0) {
    execvp(argv[1], argv + 1);
    _exit(127);
  }
  // Waits and then reads, as every program does that serves more than one thing.
  while (true) {
    pollfd wait{master, POLLIN, 0};
    if (poll(&wait, 1, -1) < 0) break;
    const auto got = read(master, buffer, sizeof buffer);
    if (got <= 0) break;
    if (client >= 0 && !copy(client, buffer, got)) return 70;
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status == 0 ? 0 : 1;
}
