// SPDX-License-Identifier: MIT
#include "platform/posix/start_child.h"

#include <sched.h>

#include <csignal>

namespace sandtray::platform {

pid_t start_child(int (*run)(void* what), void* what, ChildStack& stack) {
  return clone(run, stack.top(), CLONE_VM | CLONE_VFORK | SIGCHLD, what);
}

}  // namespace sandtray::platform
