// SPDX-License-Identifier: MIT
// A child that is to become another program, without a copy of our memory where the system can.
#pragma once

#include <sys/types.h>

namespace sandtray::platform {

// What a child runs on, in the frame of whoever waits for it; a child's own child needs another one
// that is not part of it.
struct ChildStack {
  alignas(16) char bytes[32 * 1024];
};

// Runs `run(what)` in a new process, which has to end in exec or _exit, and gives its number; -1
// and errno otherwise. Only async-signal-safe calls in it, with every signal blocked: on Linux it
// runs in our memory while this thread waits (CLONE_VM and CLONE_VFORK, clone(2)), for to copy the
// page tables costs more than the rest. What it writes may stay written, errno too.
pid_t start_child(int (*run)(void* what), void* what, ChildStack& stack);

}  // namespace sandtray::platform
