// SPDX-License-Identifier: MIT
#include "platform/inherit.h"

#include <fcntl.h>
#include <libproc.h>
#include <pthread.h>
#include <unistd.h>

#include <array>
#include <cstddef>

namespace sandtray::platform {
namespace {

// Our own are close-on-exec already; this is for what our parent left open. Static, since nothing
// may be allocated between fork and exec.
std::array<proc_fdinfo, 4096> open_descriptors;
constexpr int common_limit = 10240;  // OPEN_MAX

// Between fork and exec: proc_pidinfo() is a system call and nothing more.
template <class Do>
void for_each_from(int first, Do act) {
  const int bytes = proc_pidinfo(getpid(), PROC_PIDLISTFDS, 0, open_descriptors.data(),
                                 static_cast<int>(sizeof open_descriptors));
  if (bytes <= 0 || static_cast<std::size_t>(bytes) >= sizeof open_descriptors) {
    for (int number = first; number < common_limit; ++number) act(number);
    return;
  }
  const auto count = static_cast<std::size_t>(bytes) / sizeof(proc_fdinfo);
  for (std::size_t i = 0; i < count; ++i) {
    if (open_descriptors[i].proc_fd >= first) act(open_descriptors[i].proc_fd);
  }
}

}  // namespace

void close_on_exec_from(int first) {
  for_each_from(first, [](int number) { fcntl(number, F_SETFD, FD_CLOEXEC); });
}

void close_from(int first) {
  for_each_from(first, [](int number) { close(number); });
}

void name_process(const char* name) {
  pthread_setname_np(name);  // shown by debuggers; process lists show the program
}

}  // namespace sandtray::platform
