// SPDX-License-Identifier: MIT
// What the loop keeps on every system: who waits for what, the timers, the signals' callbacks. A
// system adds how it waits.
#pragma once

#include <map>
#include <utility>

#include "platform/loop.h"

namespace sandtray::platform {

class LoopBase : public Loop {
 public:
  void on_readable(Handle handle, Callback callback) override;
  void on_writable(Handle handle, Callback callback) override;
  void stop_reading(Handle handle) override;
  void stop_writing(Handle handle) override;
  void forget(Handle handle) override { entries_.erase(handle); }
  TimerId at(Clock::time_point when, Callback callback) override;
  void cancel(TimerId timer) override;
  void run() override;
  void stop() override { running_ = false; }

 protected:
  struct Entry {
    std::uint64_t id = 0;  // tells a handle from a later one with the same number
    Callback readable, writable;
  };

  // Waits once, for timeout_ms() at most, and calls who is concerned, until somebody stops the
  // loop.
  virtual void wait() = 0;

  bool is_running() const { return running_; }
  // Until the first timer; -1: there is none.
  int timeout_ms() const;
  const std::map<Handle, Entry>& entries() const { return entries_; }
  // Nothing happens if the handle has been forgotten, or the callback taken back, since.
  void call(Handle handle, std::uint64_t id, Callback Entry::*which) const;
  void set_signal(int number, Callback callback) { signals_[number] = std::move(callback); }
  const std::map<int, Callback>& signals() const { return signals_; }
  // `seen` has the bit of each signal that has come.
  void call_signals(std::uint64_t seen) const;

 private:
  Entry& entry(Handle handle);
  void fire_timers();

  std::map<Handle, Entry> entries_;
  std::map<std::pair<Clock::time_point, TimerId>, Callback> timers_;
  std::map<int, Callback> signals_;
  std::uint64_t last_id_ = 0;
  bool running_ = false;
};

}  // namespace sandtray::platform
