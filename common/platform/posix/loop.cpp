// SPDX-License-Identifier: MIT
#include "platform/loop.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "platform/posix/wait_events.h"

namespace sandtray::platform {
namespace {

using Callback = std::function<void()>;

// A handler may only write; the loop reads the other end and calls back as usual.
volatile std::sig_atomic_t signal_pipe = -1;

void note_signal(int number) {
  const int saved = errno;
  const auto byte = static_cast<unsigned char>(number);
  [[maybe_unused]] const auto n = write(signal_pipe, &byte, 1);
  errno = saved;
}

class PollLoop final : public Loop {
 public:
  PollLoop() {
    ignore_broken_pipes();
    if (auto ends = make_pipe()) {
      std::tie(read_end_, write_end_) = std::move(*ends);
      (void)set_blocking(read_end_.get(), false);
      (void)set_blocking(write_end_.get(), false);
      signal_pipe = write_end_.get();
      on_readable(read_end_.get(), [this] { take_signals(); });
    }
  }

  ~PollLoop() override {
    for (const auto& [number, callback] : signals_) std::signal(number, SIG_DFL);
    signal_pipe = -1;
  }

  void on_readable(Handle handle, Callback callback) override {
    entry(handle).readable = std::move(callback);
  }
  void on_writable(Handle handle, Callback callback) override {
    entry(handle).writable = std::move(callback);
  }
  void stop_reading(Handle handle) override {
    if (const auto it = entries_.find(handle); it != entries_.end()) it->second.readable = nullptr;
  }
  void stop_writing(Handle handle) override {
    if (const auto it = entries_.find(handle); it != entries_.end()) it->second.writable = nullptr;
  }
  void forget(Handle handle) override { entries_.erase(handle); }

  TimerId at(Clock::time_point when, Callback callback) override {
    timers_.emplace(std::pair(when, ++last_id_), std::move(callback));
    return last_id_;
  }
  void cancel(TimerId timer) override {
    std::erase_if(timers_, [&](const auto& item) { return item.first.second == timer; });
  }

  void on_signal(int number, Callback callback) override {
    signals_[number] = std::move(callback);
    struct sigaction action {};
    action.sa_handler = note_signal;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
    sigaction(number, &action, nullptr);
  }
  void on_child_change(Callback callback) override { on_signal(SIGCHLD, std::move(callback)); }

  void run() override {
    running_ = true;
    while (running_) {
      wait();
      if (running_) fire_timers();
    }
  }
  void stop() override { running_ = false; }

 private:
  struct Entry {
    std::uint64_t id;  // tells a handle from a later one with the same number
    Callback readable, writable;
  };

  Entry& entry(Handle handle) {
    const auto [it, added] = entries_.try_emplace(handle);
    if (added) it->second.id = ++last_id_;
    return it->second;
  }

  int timeout() const {
    if (timers_.empty()) return -1;
    const auto left = timers_.begin()->first.first - Clock::now();
    if (left <= Clock::duration::zero()) return 0;
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    return ms > 3'600'000 ? 3'600'000 : static_cast<int>(ms);
  }

  void wait() {
    polled_.clear();
    ids_.clear();
    for (const auto& [handle, entry] : entries_) {
      // Without interest the end of the other side would still wake us, again and again.
      const int events = (entry.readable ? POLLIN : 0) | (entry.writable ? POLLOUT : 0);
      if (events == 0) continue;
      polled_.push_back({handle, static_cast<short>(events), 0});
      ids_.push_back(entry.id);
    }
    if (wait_events(polled_.data(), polled_.size(), timeout()) <= 0) return;
    // The lists stay as they are while callbacks run: only run() calls wait().
    for (std::size_t i = 0; i < polled_.size() && running_; ++i) {
      const auto ready = polled_[i].revents;
      if (ready == 0) continue;
      const bool over = (ready & (POLLHUP | POLLERR | POLLNVAL)) != 0;
      if (over || (ready & POLLIN) != 0) call(i, &Entry::readable);
      if (over || (ready & POLLOUT) != 0) call(i, &Entry::writable);
    }
  }

  void call(std::size_t i, Callback Entry::*which) {
    const auto it = entries_.find(polled_[i].fd);
    if (it == entries_.end() || it->second.id != ids_[i] || !(it->second.*which)) return;
    const Callback callback = it->second.*which;  // it may remove itself
    callback();
  }

  void fire_timers() {
    const auto now = Clock::now();
    while (running_ && !timers_.empty() && timers_.begin()->first.first <= now) {
      const auto node = timers_.extract(timers_.begin());
      node.mapped()();
    }
  }

  void take_signals() {
    char numbers[64];
    std::uint64_t seen = 0;  // several of one kind are one
    while (true) {
      const Io io = read_some(read_end_.get(), numbers, sizeof numbers);
      if (io.state != IoState::ok) break;
      for (std::size_t i = 0; i < io.bytes; ++i) seen |= std::uint64_t{1} << (numbers[i] & 63);
    }
    for (int number = 1; number < 64; ++number) {
      const auto it = signals_.find(number);
      if ((seen >> number & 1) == 0 || it == signals_.end()) continue;
      const Callback callback = it->second;
      callback();
    }
  }

  OwnedHandle read_end_, write_end_;
  std::map<Handle, Entry> entries_;
  std::map<std::pair<Clock::time_point, TimerId>, Callback> timers_;
  std::map<int, Callback> signals_;
  std::vector<pollfd> polled_;
  std::vector<std::uint64_t> ids_;
  std::uint64_t last_id_ = 0;
  bool running_ = false;
};

}  // namespace

std::unique_ptr<Loop> Loop::create() {
  return std::make_unique<PollLoop>();
}

void let_broken_pipe_end_us() {
  std::signal(SIGPIPE, SIG_DFL);
}

void ignore_broken_pipes() {
  std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace sandtray::platform
