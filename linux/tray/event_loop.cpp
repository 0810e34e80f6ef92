// SPDX-License-Identifier: MIT
#include "tray/event_loop.h"

#include <signal.h>
#include <sys/epoll.h>
#include <sys/wait.h>

#include <utility>

namespace sandtray::tray {
namespace {

// A copy runs, so that a callback may end its own source.
int call(void* userdata) {
  const auto callback = *static_cast<std::function<void()>*>(userdata);
  callback();
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

}  // namespace

Result<EventLoop> EventLoop::create() {
  sd_event* event = nullptr;
  if (const int r = sd_event_default(&event); r < 0) {
    return fail_errno(-r, "cannot make an event loop");
  }
  return EventLoop(event);
}

Source EventLoop::on_readable(int fd, std::function<void()> callback) {
  Source made;
  auto box = std::make_shared<std::function<void()>>(std::move(callback));
  sd_event_source* source = nullptr;
  sd_event_add_io(event_.get(), &source, fd, EPOLLIN, on_io, box.get());
  made.callback_ = std::move(box);
  made.source_.reset(source);
  return made;
}

Source EventLoop::after(std::chrono::milliseconds delay, std::function<void()> callback) {
  Source made;
  auto box = std::make_shared<std::function<void()>>(std::move(callback));
  sd_event_source* source = nullptr;
  const auto us = std::chrono::microseconds(delay).count();
  sd_event_add_time_relative(event_.get(), &source, CLOCK_MONOTONIC,
                             us > 0 ? static_cast<std::uint64_t>(us) : 0, 0, on_time, box.get());
  made.callback_ = std::move(box);
  made.source_.reset(source);
  return made;
}

Source EventLoop::soon(std::function<void()> callback) {
  Source made;
  auto box = std::make_shared<std::function<void()>>(std::move(callback));
  sd_event_source* source = nullptr;
  sd_event_add_defer(event_.get(), &source, on_defer, box.get());
  made.callback_ = std::move(box);
  made.source_.reset(source);
  return made;
}

Source EventLoop::on_exit(int pid, std::function<void(int code)> callback) {
  using OnExit = std::function<void(int)>;
  Source made;
  auto box = std::make_shared<OnExit>(std::move(callback));
  sd_event_source* source = nullptr;
  sd_event_add_child(
      event_.get(), &source, pid, WEXITED,
      [](sd_event_source*, const siginfo_t* info, void* userdata) {
        const auto copy = *static_cast<OnExit*>(userdata);
        copy(info->si_code == CLD_EXITED ? info->si_status : 128 + info->si_status);
        return 0;
      },
      box.get());
  made.callback_ = std::move(box);
  made.source_.reset(source);
  return made;
}

Result<> EventLoop::exit_on_signals() {
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
