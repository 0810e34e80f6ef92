// SPDX-License-Identifier: MIT
#include "platform/loop_base.h"

#include <algorithm>

namespace sandtray::platform {
namespace {

constexpr std::chrono::milliseconds longest_wait = std::chrono::hours(1);
constexpr int signal_numbers = 64;

}  // namespace

void LoopBase::on_readable(Handle handle, Callback callback) {
  entry(handle).readable = std::move(callback);
}

void LoopBase::on_writable(Handle handle, Callback callback) {
  entry(handle).writable = std::move(callback);
}

void LoopBase::stop_reading(Handle handle) {
  if (const auto it = entries_.find(handle); it != entries_.end()) it->second.readable = nullptr;
}

void LoopBase::stop_writing(Handle handle) {
  if (const auto it = entries_.find(handle); it != entries_.end()) it->second.writable = nullptr;
}

TimerId LoopBase::at(Clock::time_point when, Callback callback) {
  timers_.emplace(std::pair(when, ++last_id_), std::move(callback));
  return last_id_;
}

void LoopBase::cancel(TimerId timer) {
  std::erase_if(timers_, [&](const auto& item) { return item.first.second == timer; });
}

void LoopBase::run() {
  running_ = true;
  while (running_) {
    wait();
    if (running_) fire_timers();
  }
}

int LoopBase::timeout_ms() const {
  if (timers_.empty()) return -1;
  const auto left = timers_.begin()->first.first - Clock::now();
  const auto ms = std::chrono::ceil<std::chrono::milliseconds>(left);
  return static_cast<int>(std::clamp(ms, std::chrono::milliseconds(0), longest_wait).count());
}

void LoopBase::call(Handle handle, std::uint64_t id, Callback Entry::*which) const {
  const auto it = entries_.find(handle);
  if (it == entries_.end() || it->second.id != id) return;
  const Callback callback = it->second.*which;  // it may remove itself
  if (callback) callback();
}

void LoopBase::call_signals(std::uint64_t seen) const {
  for (int number = 1; number < signal_numbers && running_; ++number) {
    const auto it = signals_.find(number);
    if ((seen >> number & 1) == 0 || it == signals_.end()) continue;
    const Callback callback = it->second;  // it may replace itself
    callback();
  }
}

LoopBase::Entry& LoopBase::entry(Handle handle) {
  const auto [it, added] = entries_.try_emplace(handle);
  if (added) it->second.id = ++last_id_;
  return it->second;
}

void LoopBase::fire_timers() {
  const auto now = Clock::now();
  while (running_ && !timers_.empty() && timers_.begin()->first.first <= now) {
    const auto node = timers_.extract(timers_.begin());
    node.mapped()();
  }
}

}  // namespace sandtray::platform
