// SPDX-License-Identifier: MIT
#include "tray/sd_event_loop.h"

#include <signal.h>
#include <sys/epoll.h>
#include <sys/wait.h>

#include <utility>

namespace sandtray::tray {
namespace {

// The callback and the event source that calls it.
struct Waiting {
  explicit Waiting(std::function<void(int)> call) : callback(std::move(call)) {}
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  ~Waiting() { sd_event_source_disable_unref(source); }

  std::function<void(int)> callback;
  sd_event_source* source = nullptr;
};

std::shared_ptr<Waiting> waiting_for(std::function<void()> callback) {
  return std::make_shared<Waiting>([callback = std::move(callback)](int) { callback(); });
}

// A copy runs, so that a callback may end its own source.
int call(void* userdata, int code = 0) {
  const auto callback = static_cast<Waiting*>(userdata)->callback;
  callback(code);
  return 0;
}

int on_io(sd_event_source*, int, std::uint32_t, void* userdata) {
  return call(userdata);
}

int on_time(sd_event_source*, std::uint64_t, void* userdata) {
  return call(userdata);
}

int on_defer(sd_event_source*, void* userdata) {
  return call(userdata);
}

int on_child(sd_event_source*, const siginfo_t* info, void* userdata) {
  return call(userdata, info->si_code == CLD_EXITED ? info->si_status : 128 + info->si_status);
}

}  // namespace

Result<std::unique_ptr<SdEventLoop>> SdEventLoop::create() {
  sd_event* event = nullptr;
  if (const int r = sd_event_default(&event); r < 0) {
    return fail_errno(-r, "cannot make an event loop");
  }
  return std::unique_ptr<SdEventLoop>(new SdEventLoop(event));
}

Source SdEventLoop::on_readable(platform::Handle handle, std::function<void()> callback) {
  auto made = waiting_for(std::move(callback));
  sd_event_add_io(event_.get(), &made->source, handle, EPOLLIN, on_io, made.get());
  return Source(std::move(made));
}

Source SdEventLoop::after(std::chrono::milliseconds delay, std::function<void()> callback) {
  auto made = waiting_for(std::move(callback));
  const auto us = std::chrono::microseconds(delay).count();
  sd_event_add_time_relative(event_.get(), &made->source, CLOCK_MONOTONIC,
                             us > 0 ? static_cast<std::uint64_t>(us) : 0, 0, on_time, made.get());
  return Source(std::move(made));
}

Source SdEventLoop::soon(std::function<void()> callback) {
  auto made = waiting_for(std::move(callback));
  sd_event_add_defer(event_.get(), &made->source, on_defer, made.get());
  return Source(std::move(made));
}

Source SdEventLoop::on_exit(platform::ProcessId pid, std::function<void(int code)> callback) {
  auto made = std::make_shared<Waiting>(std::move(callback));
  sd_event_add_child(event_.get(), &made->source, pid, WEXITED, on_child, made.get());
  return Source(std::move(made));
}

Result<> SdEventLoop::exit_on_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGCHLD}) sigaddset(&signals, signal);
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
    const int r = sd_event_add_signal(event_.get(), nullptr, signal, nullptr, nullptr);
    if (r < 0) return fail_errno(-r, "cannot wait for signals");
  }
  return {};
}

}  // namespace sandtray::tray
