// SPDX-License-Identifier: MIT
// What the tray and the windows wait for, on whatever loop their desktop has. One thread; nothing
// here wakes up by itself.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "platform/process.h"

namespace sandtray::tray {

// Ends its callback when it goes. A callback may end its own source.
class Source {
 public:
  Source() = default;
  explicit Source(std::shared_ptr<void> waiting) : waiting_(std::move(waiting)) {}
  Source(Source&&) noexcept = default;
  Source& operator=(Source&&) noexcept = default;
  explicit operator bool() const { return waiting_ != nullptr; }
  void reset() { waiting_.reset(); }

 private:
  std::shared_ptr<void> waiting_;
};

// For what only watches.
class Waiter {
 public:
  virtual ~Waiter() = default;

  [[nodiscard]] virtual Source on_readable(platform::Handle handle,
                                           std::function<void()> callback) = 0;
  // Once.
  [[nodiscard]] virtual Source after(std::chrono::milliseconds delay,
                                     std::function<void()> callback) = 0;
  // Once, before the loop waits again.
  [[nodiscard]] virtual Source soon(std::function<void()> callback) = 0;
};

// ... and for what starts programs.
class EventLoop : public Waiter {
 public:
  // Once; the child is reaped.
  [[nodiscard]] virtual Source on_exit(platform::ProcessId pid,
                                       std::function<void(int code)> callback) = 0;
  virtual void exit() = 0;
};

}  // namespace sandtray::tray
