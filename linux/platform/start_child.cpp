// SPDX-License-Identifier: MIT
#include "platform/posix/start_child.h"

#include <sched.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>

namespace sandtray::platform {
namespace {

// What the child has touched stays resident otherwise, in programs that live long.
void give_back(ChildStack& stack) {
  const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
  const auto begin = (reinterpret_cast<std::uintptr_t>(stack.bytes) + page - 1) & ~(page - 1);
  const auto end =
      (reinterpret_cast<std::uintptr_t>(stack.bytes) + sizeof stack.bytes) & ~(page - 1);
  if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
}

}  // namespace

pid_t start_child(int (*run)(void* what), void* what, ChildStack& stack) {
  const pid_t child =
      clone(run, stack.bytes + sizeof stack.bytes, CLONE_VM | CLONE_VFORK | SIGCHLD, what);
  const int error = errno;
  give_back(stack);
  errno = error;
  return child;
}

}  // namespace sandtray::platform
