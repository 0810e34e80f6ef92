// SPDX-License-Identifier: MIT
#include "platform/posix/start_child.h"

#include <sched.h>

#include <csignal>

namespace sandtray::platform {

pid_t start_child(int (*run)(void* what), void* what) {
  // On our own stack: it is the child's until this thread goes on.
  alignas(16) char stack[64 * 1024];
  return clone(run, stack + sizeof stack, CLONE_VM | CLONE_VFORK | SIGCHLD, what);
}

}  // namespace sandtray::platform
