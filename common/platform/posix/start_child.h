// SPDX-License-Identifier: MIT
// A child that is to become another program, without a copy of our memory where the system can.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <memory>

namespace sandtray::platform {

// What a child runs on; a child's own child needs another one. Not of the caller's frame, every
// page of which the compiler touches: only the pages that the child uses are ever there.
class ChildStack {
 public:
  ChildStack() : bytes_(new char[size]) {}
  char* top() const { return bytes_.get() + size; }

 private:
  static constexpr std::size_t size = 32 * 1024;
  std::unique_ptr<char[]> bytes_;  // as aligned as any memory: 16 bytes
};

// Runs `run(what)` in a new process, which becomes another program or ends with what that gives (by
// returning, as AddressSanitizer knows only its own stacks where a function does not return), and
// gives its number; -1 and errno otherwise. Only async-signal-safe calls in it, with every signal
// blocked: on Linux it runs in our memory while this thread waits (CLONE_VM and CLONE_VFORK,
// clone(2)), for to copy the page tables costs more than the rest. What it writes may stay written,
// errno too.
pid_t start_child(int (*run)(void* what), void* what, ChildStack& stack);

}  // namespace sandtray::platform
