// SPDX-License-Identifier: MIT
// launch_timer MARKER COMMAND...: starts the command and prints one line: nanoseconds until the
// file MARKER was made, nanoseconds until the command had ended, and its status. Nothing is polled,
// so that no side of a comparison pays for the clock.
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/inotify.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <string>

#include "bench/programs/clock.h"

namespace {

constexpr int patience_ms = 20'000;

// Whether one of the events that wait is the making of that file.
bool saw(int watch, const std::string& name) {
  alignas(inotify_event) char buffer[16 << 10];
  const auto size = read(watch, buffer, sizeof buffer);
  bool found = false;
  for (ssize_t at = 0; at < size;) {
    inotify_event event{};
    std::memcpy(&event, buffer + at, sizeof event);
    if (event.len > 0 && name == buffer + at + sizeof event) found = true;
    at += static_cast<ssize_t>(sizeof event + event.len);
  }
  return found;
}

int usage() {
  std::fputs("usage: launch_timer MARKER COMMAND...\n", stderr);
  return 64;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string marker = argc > 2 ? argv[1] : "";
  const auto slash = marker.rfind('/');
  if (slash == std::string::npos) return usage();
  const int watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (inotify_add_watch(watch, marker.substr(0, slash).c_str(), IN_CREATE) < 0) return 70;

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const auto begun = bench::now_ns();
  if (posix_spawnp(&child, argv[2], &actions, nullptr, argv + 2, environ) != 0) return 69;
  const int pidfd = static_cast<int>(syscall(SYS_pidfd_open, child, 0));

  long long marked = -1, ended = -1;
  int status = 0;
  while (marked < 0 || ended < 0) {
    pollfd wait[] = {{marked < 0 ? watch : -1, POLLIN, 0}, {ended < 0 ? pidfd : -1, POLLIN, 0}};
    if (poll(wait, 2, patience_ms) <= 0) break;
    const auto now = bench::now_ns() - begun;
    if ((wait[0].revents & POLLIN) != 0 && saw(watch, marker.substr(slash + 1))) marked = now;
    if ((wait[1].revents & POLLIN) != 0) {
      ended = now;
      waitpid(child, &status, 0);
      if (status != 0 && marked < 0) break;
    }
  }
  std::printf("%lld %lld %d\n", marked, ended, status);
  return marked < 0 || ended < 0 || status != 0;
}
