// SPDX-License-Identifier: MIT
#include "tray/dispatch_loop.h"

#include <dispatch/dispatch.h>
#include <fcntl.h>

#include <csignal>

namespace sandtray::tray {
namespace {

// The callback and the source that calls it; the last owner cancels. What is on its way in the main
// queue then finds no callback any more.
class Waiting : public std::enable_shared_from_this<Waiting> {
 public:
  explicit Waiting(std::function<void()> callback) : callback_(std::move(callback)) {}
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  ~Waiting() {
    if (source_ == nullptr) return;
    dispatch_source_cancel(source_);
    dispatch_release(source_);
  }

  void start(dispatch_source_t source, platform::OwnedHandle handle) {
    source_ = source;
    dispatch_set_context(source, new Context{weak_from_this(), std::move(handle)});
    dispatch_source_set_event_handler_f(source, [](void* context) {
      if (const auto waiting = static_cast<Context*>(context)->waiting.lock()) waiting->callback_();
    });
    dispatch_source_set_cancel_handler_f(
        source, [](void* context) { static_cast<Context*>(context)->handle.reset(); });
    dispatch_set_finalizer_f(source, [](void* context) { delete static_cast<Context*>(context); });
    dispatch_activate(source);
  }

 private:
  // Goes with the source, which may still have an event under way when it is cancelled.
  struct Context {
    std::weak_ptr<Waiting> waiting;
    platform::OwnedHandle handle;  // must stay open until the source has let go of it
  };

  std::function<void()> callback_;
  dispatch_source_t source_ = nullptr;
};

Source wait_with(dispatch_source_t source, std::function<void()> callback,
                 platform::OwnedHandle handle = {}) {
  auto waiting = std::make_shared<Waiting>(std::move(callback));
  waiting->start(source, std::move(handle));
  return Source(std::move(waiting));
}

dispatch_source_t make_source(dispatch_source_type_t type, std::uintptr_t handle,
                              unsigned long mask) {
  return dispatch_source_create(type, handle, mask, dispatch_get_main_queue());
}

}  // namespace

// The owner closes its handle when it likes, so the source waits for one of its own.
Source DispatchLoop::on_readable(platform::Handle handle, std::function<void()> callback) {
  platform::OwnedHandle own(fcntl(handle, F_DUPFD_CLOEXEC, 0));
  const auto source =
      make_source(DISPATCH_SOURCE_TYPE_READ, static_cast<std::uintptr_t>(own.get()), 0);
  return wait_with(source, std::move(callback), std::move(own));
}

Source DispatchLoop::after(std::chrono::milliseconds delay, std::function<void()> callback) {
  const auto source = make_source(DISPATCH_SOURCE_TYPE_TIMER, 0, 0);
  const auto ns = std::chrono::nanoseconds(delay).count();
  dispatch_source_set_timer(source, dispatch_time(DISPATCH_TIME_NOW, ns), DISPATCH_TIME_FOREVER,
                            static_cast<std::uint64_t>(ns > 0 ? ns / 20 : 0));
  return wait_with(source, std::move(callback));
}

Source DispatchLoop::soon(std::function<void()> callback) {
  return after(std::chrono::milliseconds(0), std::move(callback));
}

Source DispatchLoop::on_exit(platform::ProcessId pid, std::function<void(int code)> callback) {
  auto source =
      make_source(DISPATCH_SOURCE_TYPE_PROC, static_cast<std::uintptr_t>(pid), DISPATCH_PROC_EXIT);
  // It may have ended before anybody listened; the kernel tells that too, as long as it is not
  // reaped. Its end is announced a moment before it can be reaped.
  return wait_with(
      source, [pid, callback = std::move(callback)] { callback(platform::wait_for(pid).code); });
}

Source DispatchLoop::on_signal(int signal, std::function<void()> callback) {
  std::signal(signal, SIG_IGN);  // or it would end us before the queue hears of it
  return wait_with(make_source(DISPATCH_SOURCE_TYPE_SIGNAL, static_cast<std::uintptr_t>(signal), 0),
                   std::move(callback));
}

}  // namespace sandtray::tray
