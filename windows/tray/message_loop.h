// SPDX-License-Identifier: MIT
// The tray's loop on the thread's message queue. The system's own threads wait and post a message,
// so callbacks also come while a menu is open, which has a message loop of its own. To be made and
// used on one thread.
#pragma once

#include <windows.h>

#include <map>

#include "tray/event_loop.h"
#include "tray/hidden_window.h"

namespace sandtray::tray {

class MessageLoop final : public EventLoop {
 public:
  MessageLoop();
  MessageLoop(const MessageLoop&) = delete;
  MessageLoop& operator=(const MessageLoop&) = delete;

  Source on_readable(platform::Handle handle, std::function<void()> callback) override;
  Source after(std::chrono::milliseconds delay, std::function<void()> callback) override;
  Source soon(std::function<void()> callback) override;
  Source on_exit(platform::ProcessId pid, std::function<void(int code)> callback) override;
  void exit() override { PostQuitMessage(0); }

  // Until exit().
  void run();

 private:
  class Waiting;
  std::shared_ptr<Waiting> make(std::function<void()> callback);
  void fire(UINT_PTR id);

  std::map<UINT_PTR, std::weak_ptr<Waiting>> waiting_;
  UINT_PTR last_id_ = 0;
  HiddenWindow window_;  // uses all the others
};

}  // namespace sandtray::tray
