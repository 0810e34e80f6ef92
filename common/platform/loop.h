// SPDX-License-Identifier: MIT
// One thread that waits for many things and sleeps while nothing happens: no polling, no wake-up
// while idle. Handles are ready or not; the owner reads and writes them without blocking. All calls
// and callbacks are on the thread that runs the loop; a callback may add or remove anything, itself
// too.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

#include "platform/handle.h"

namespace sandtray::platform {

using Clock = std::chrono::steady_clock;
using TimerId = std::uint64_t;

class Loop {
 public:
  using Callback = std::function<void()>;

  // Threads may have one each, but only one loop of a process at a time may ask for signals or
  // children. From here on a write to a pipe without reader is an error of that write and no longer
  // ends the process.
  static std::unique_ptr<Loop> create();
  virtual ~Loop() = default;

  // The end of the other side counts as readable.
  virtual void on_readable(Handle handle, Callback callback) = 0;
  virtual void on_writable(Handle handle, Callback callback) = 0;
  virtual void stop_reading(Handle handle) = 0;
  virtual void stop_writing(Handle handle) = 0;
  // Both at once; call before closing a handle.
  virtual void forget(Handle handle) = 0;

  virtual TimerId at(Clock::time_point when, Callback callback) = 0;
  virtual void cancel(TimerId timer) = 0;

  // Delivers a signal (platform/signals.h) as an ordinary callback.
  virtual void on_signal(int signal, Callback callback) = 0;
  // Some child process may have ended; the owner reaps.
  virtual void on_child_change(Callback callback) = 0;

  // Runs until stop().
  virtual void run() = 0;
  virtual void stop() = 0;
};

// For a program that has a loop and only prints: a pipe that nobody reads any more ends it again,
// as it ends any other. Does nothing where no system does that (Windows).
void let_broken_pipe_end_us();
// For a program whose loop is somebody else's: as after Loop::create().
void ignore_broken_pipes();

}  // namespace sandtray::platform
