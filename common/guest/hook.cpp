// SPDX-License-Identifier: MIT
#include "guest/hook.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstring>

namespace sandtray::guest {
namespace {

constexpr unsigned limit_seconds = 2;
constexpr std::size_t limit_bytes = std::size_t{1} << 20;

char document[limit_bytes];

extern "C" void give_up(int) {
  _exit(0);
}

// Whatever blocks below, and whatever signal mask the agent left us, ends in time.
void start_limit() {
  signal(SIGALRM, give_up);
  sigset_t alarm_only;
  sigemptyset(&alarm_only);
  sigaddset(&alarm_only, SIGALRM);
  sigprocmask(SIG_UNBLOCK, &alarm_only, nullptr);
  alarm(limit_seconds);
  signal(SIGPIPE, SIG_IGN);  // a reader that has gone is an error of send()
}

ssize_t read_some(char* buffer, std::size_t size) {
  for (;;) {
    const auto got = read(STDIN_FILENO, buffer, size);
    if (got >= 0 || errno != EINTR) return got;
  }
}

// The size of the document; 0 when there is none or it is over the limit. It is read to its end in
// any case: the agent may still be writing.
std::size_t read_document() {
  std::size_t size = 0;
  while (size < sizeof document) {
    const auto got = read_some(document + size, sizeof document - size);
    if (got <= 0) return size;
    size += static_cast<std::size_t>(got);
  }
  char rest[4096];
  bool fits = true;
  while (read_some(rest, sizeof rest) > 0) fits = false;
  return fits ? size : 0;
}

bool send_all(int socket, const char* bytes, std::size_t size) {
  while (size > 0) {
    const auto sent = send(socket, bytes, size, 0);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

}  // namespace

void send_hook_event(const char* path) {
  start_limit();
  const auto size = read_document();
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (size == 0 || std::strlen(path) >= sizeof address.sun_path) return;
  std::strcpy(address.sun_path, path);

  const int channel = socket(AF_UNIX, SOCK_STREAM, 0);
  if (channel < 0) return;
  if (connect(channel, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    send_all(channel, document, size);
  }
  close(channel);
}

}  // namespace sandtray::guest
