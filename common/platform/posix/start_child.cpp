// SPDX-License-Identifier: MIT
#include "platform/posix/start_child.h"

#include <unistd.h>

namespace sandtray::platform {

pid_t start_child(int (*run)(void* what), void* what, ChildStack&) {
  const pid_t child = fork();
  if (child == 0) _exit(run(what));
  return child;
}

}  // namespace sandtray::platform
