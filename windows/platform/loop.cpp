// SPDX-License-Identifier: MIT
#include <vector>

#include "platform/console_events.h"
#include "platform/loop_base.h"
#include "platform/native.h"
#include "platform/spawn.h"
#include "platform/wait_any.h"

namespace sandtray::platform {
namespace {

class WaitLoop final : public LoopBase {
 public:
  void on_signal(int signal, Callback callback) override {
    set_signal(signal, std::move(callback));
    note_console_events();
  }
  void on_child_change(Callback callback) override { child_change_ = std::move(callback); }

 private:
  struct Interest {
    Handle handle;
    std::uint64_t id;
    Callback Entry::*which;
    HANDLE wait;  // nullptr: ready
  };

  static bool is_signalled(HANDLE handle) {
    return WaitForSingleObject(handle, 0) == WAIT_OBJECT_0;
  }

  void wait() override {
    interests_.clear();
    waits_.clear();
    bool ready = false;
    for (const auto& [handle, entry] : entries()) {
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
    if (!signals().empty()) waits_.push_back(console_event_noted());
    std::vector<HANDLE> children;
    if (child_change_) children = unreaped_children();
    waits_.insert(waits_.end(), children.begin(), children.end());

    wait_any(waits_, ready ? 0 : static_cast<DWORD>(timeout_ms()));
    // All is asked before anybody is called: a callback may close what another one waits for.
    for (auto& interest : interests_) {
      if (interest.wait != nullptr && is_signalled(interest.wait)) interest.wait = nullptr;
    }
    bool ended = false;
    for (const HANDLE child : children) ended |= is_signalled(child);
    take_signals();
    if (ended && is_running() && child_change_) {
      const Callback callback = child_change_;
      callback();
    }
    for (std::size_t i = 0; i < interests_.size() && is_running(); ++i) {
      const auto& one = interests_[i];
      if (one.wait == nullptr) call(one.handle, one.id, one.which);
    }
  }

  void take_signals() {
    if (!signals().empty()) call_signals(take_console_events());
  }

  Callback child_change_;
  std::vector<Interest> interests_;
  std::vector<HANDLE> waits_;
};

}  // namespace

std::unique_ptr<Loop> Loop::create() {
  return std::make_unique<WaitLoop>();
}

void let_broken_pipe_end_us() {}
void ignore_broken_pipes() {}

}  // namespace sandtray::platform
