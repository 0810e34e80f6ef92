// SPDX-License-Identifier: MIT
// sd-event as C++: a callback lives as long as its Source, and may end its own Source. Nothing here
// wakes up by itself.
#pragma once

#include <systemd/sd-event.h>

#include <chrono>
#include <functional>
#include <memory>

#include "base/result.h"

namespace sandtray::tray {

// Ends its callback when it goes.
class Source {
 public:
  Source() = default;
  explicit operator bool() const { return source_ != nullptr; }
  void reset() { *this = Source(); }

 private:
  friend class EventLoop;
  struct Disable {
    void operator()(sd_event_source* source) const { sd_event_source_disable_unref(source); }
  };
  std::shared_ptr<void> callback_;                    // a std::function
  std::unique_ptr<sd_event_source, Disable> source_;  // goes before the callback
};

class EventLoop {
 public:
  static Result<EventLoop> create();

  sd_event* raw() const { return event_.get(); }
  [[nodiscard]] Source on_readable(int fd, std::function<void()> callback);
  // Once.
  [[nodiscard]] Source after(std::chrono::milliseconds delay, std::function<void()> callback);
  // Once, before the loop waits again.
  [[nodiscard]] Source soon(std::function<void()> callback);
  // Once. SIGCHLD must be blocked; the child is reaped.
  [[nodiscard]] Source on_exit(int pid, std::function<void(int code)> callback);
  // SIGTERM, SIGINT and SIGHUP end the loop; all of them and SIGCHLD become blocked.
  Result<> exit_on_signals();

  int run() { return sd_event_loop(event_.get()); }
  void exit() { sd_event_exit(event_.get(), 0); }

 private:
  struct Unref {
    void operator()(sd_event* event) const { sd_event_unref(event); }
  };
  explicit EventLoop(sd_event* event) : event_(event) {}
  std::unique_ptr<sd_event, Unref> event_;
};

}  // namespace sandtray::tray
