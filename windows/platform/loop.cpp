// SPDX-License-Identifier: MIT
#include "platform/loop.h"

#include <map>
#include <vector>

#include "platform/console_events.h"
#include "platform/native.h"
#include "platform/spawn.h"
#include "platform/wait_any.h"

namespace sandtray::platform {
namespace {

using Callback = std::function<void()>;

class WaitLoop final : public Loop {
 public:
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

  void on_signal(int signal, Callback callback) override {
    signals_[signal] = std::move(callback);
    note_console_events();
  }
  void on_child_change(Callback callback) override { child_change_ = std::move(callback); }

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
  struct Interest {
    Handle handle;
    std::uint64_t id;
    Callback Entry::*which;
    HANDLE wait;  // nullptr: ready
  };

  Entry& entry(Handle handle) {
    const auto [it, added] = entries_.try_emplace(handle);
    if (added) it->second.id = ++last_id_;
    return it->second;
  }

  DWORD timeout() const {
    if (timers_.empty()) return INFINITE;
    const auto left = timers_.begin()->first.first - Clock::now();
    if (left <= Clock::duration::zero()) return 0;
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    return ms > 3'600'000 ? 3'600'000 : static_cast<DWORD>(ms);
  }

  static bool is_signalled(HANDLE handle) {
    return WaitForSingleObject(handle, 0) == WAIT_OBJECT_0;
  }

  void wait() {
    interests_.clear();
    waits_.clear();
    bool ready = false;
    for (const auto& [handle, entry] : entries_) {
      const auto object = object_of(handle);
      for (const auto which : {&Entry::readable, &Entry::writable}) {
        if (!(entry.*which)) continue;
        HANDLE wait = nullptr;
        if (object) wait = which == &Entry::readable ? object->readable() : object->writable();
        interests_.push_back({handle, entry.id, which, wait});
        ready |= wait == nullptr;
        if (wait != nullptr) waits_.push_back(wait);
      }
    }
    if (!signals_.empty()) waits_.push_back(console_event_noted());
    std::vector<HANDLE> children;
    if (child_change_) children = unreaped_children();
    waits_.insert(waits_.end(), children.begin(), children.end());

    wait_any(waits_, ready ? 0 : timeout());
    // All is asked before anybody is called: a callback may close what another one waits for.
    for (auto& interest : interests_) {
      if (interest.wait != nullptr && is_signalled(interest.wait)) interest.wait = nullptr;
    }
    bool ended = false;
    for (const HANDLE child : children) ended |= is_signalled(child);
    take_signals();
    if (ended && running_ && child_change_) {
      const Callback callback = child_change_;
      callback();
    }
    for (std::size_t i = 0; i < interests_.size() && running_; ++i) {
      if (interests_[i].wait == nullptr) call(interests_[i]);
    }
  }

  void call(const Interest& interest) {
    const auto it = entries_.find(interest.handle);
    if (it == entries_.end() || it->second.id != interest.id) return;
    const Callback callback = it->second.*interest.which;  // it may remove itself
    if (callback) callback();
  }

  void fire_timers() {
    const auto now = Clock::now();
    while (running_ && !timers_.empty() && timers_.begin()->first.first <= now) {
      const auto node = timers_.extract(timers_.begin());
      node.mapped()();
    }
  }

  void take_signals() {
    if (signals_.empty()) return;
    const auto seen = take_console_events();
    for (int number = 1; number < 64 && running_; ++number) {
      const auto it = signals_.find(number);
      if ((seen >> number & 1) == 0 || it == signals_.end()) continue;
      const Callback callback = it->second;
      callback();
    }
  }

  std::map<Handle, Entry> entries_;
  std::map<std::pair<Clock::time_point, TimerId>, Callback> timers_;
  std::map<int, Callback> signals_;
  Callback child_change_;
  std::vector<Interest> interests_;
  std::vector<HANDLE> waits_;
  std::uint64_t last_id_ = 0;
  bool running_ = false;
};

}  // namespace

std::unique_ptr<Loop> Loop::create() {
  return std::make_unique<WaitLoop>();
}

void let_broken_pipe_end_us() {}
void ignore_broken_pipes() {}

}  // namespace sandtray::platform
