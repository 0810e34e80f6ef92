// SPDX-License-Identifier: MIT
#include "platform/inherit.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sandtray::platform {
namespace {

// For Linux before 5.11. Our own are close-on-exec already; this is for what our parent left open.
constexpr int common_limit = 1024;

}  // namespace

void close_on_exec_from(int first) {
  if (syscall(SYS_close_range, first, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
  for (int number = first; number < common_limit; ++number) fcntl(number, F_SETFD, FD_CLOEXEC);
}

void close_from(int first) {
  if (syscall(SYS_close_range, first, ~0U, 0) == 0) return;
  for (int number = first; number < common_limit; ++number) close(number);
}

void name_process(const char* name) {
  prctl(PR_SET_NAME, name);
}

}  // namespace sandtray::platform
