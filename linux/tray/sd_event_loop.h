// SPDX-License-Identifier: MIT
// The tray's loop on sd-event.
#pragma once

#include <systemd/sd-event.h>

#include <memory>

#include "base/result.h"
#include "tray/event_loop.h"

namespace sandtray::tray {

class SdEventLoop final : public EventLoop {
 public:
  static Result<std::unique_ptr<SdEventLoop>> create();

  sd_event* raw() const { return event_.get(); }
  Source on_readable(platform::Handle handle, std::function<void()> callback) override;
  Source after(std::chrono::milliseconds delay, std::function<void()> callback) override;
  Source soon(std::function<void()> callback) override;
  // SIGCHLD must be blocked.
  Source on_exit(platform::ProcessId pid, std::function<void(int code)> callback) override;
  // SIGTERM, SIGINT and SIGHUP end the loop; all of them and SIGCHLD become blocked.
  Result<> exit_on_signals();

  int run() { return sd_event_loop(event_.get()); }
  void exit() override { sd_event_exit(event_.get(), 0); }

 private:
  struct Unref {
    void operator()(sd_event* event) const { sd_event_unref(event); }
  };
  explicit SdEventLoop(sd_event* event) : event_(event) {}
  std::unique_ptr<sd_event, Unref> event_;
};

}  // namespace sandtray::tray
