// SPDX-License-Identifier: MIT
#include "tray/message_loop.h"

#include <algorithm>
#include <utility>

#include "platform/native.h"

namespace sandtray::tray {
namespace {

constexpr UINT ready = WM_APP;  // what has the number in the first word may be called

}  // namespace

class MessageLoop::Waiting {
 public:
  Waiting(MessageLoop& loop, UINT_PTR id, std::function<void()> to_call)
      : callback(std::move(to_call)), loop_(loop), window_(loop.window_.get()), id_(id) {}
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  ~Waiting() {
    disarm();
    loop_.waiting_.erase(id_);
  }

  void arm() {
    if (process_) return wait_for(process_.get());
    const auto object = platform::object_of(handle_);
    if (!object) return;
    const HANDLE signal = object->readable();
    signal != nullptr ? wait_for(signal) : post();
  }
  void arm(platform::Handle handle) {
    handle_ = handle;
    arm();
  }
  void arm(platform::NativeHandle process) {
    process_ = std::move(process);
    process_ ? arm() : post();
  }
  void arm(std::chrono::milliseconds delay) {
    const auto ms = std::clamp<long long>(delay.count(), 0, USER_TIMER_MAXIMUM);
    has_timer_ = SetTimer(window_, id_, static_cast<UINT>(ms), nullptr) != 0;
  }
  void post() const { PostMessageW(window_, ready, id_, 0); }
  // Returns when the system's thread no longer uses this.
  void disarm() {
    if (wait_ != nullptr) UnregisterWaitEx(std::exchange(wait_, nullptr), INVALID_HANDLE_VALUE);
    if (std::exchange(has_timer_, false)) KillTimer(window_, id_);
  }
  bool is_repeated() const { return handle_ != platform::no_handle; }

  const std::function<void()> callback;

 private:
  void wait_for(HANDLE signal) {
    const auto wake = [](void* self, BOOLEAN) { static_cast<Waiting*>(self)->post(); };
    RegisterWaitForSingleObject(&wait_, signal, wake, this, INFINITE,
                                WT_EXECUTEINWAITTHREAD | WT_EXECUTEONLYONCE);
  }

  MessageLoop& loop_;
  const HWND window_;
  const UINT_PTR id_;
  platform::Handle handle_ = platform::no_handle;
  platform::NativeHandle process_;
  HANDLE wait_ = nullptr;
  bool has_timer_ = false;
};

MessageLoop::MessageLoop()
    : window_(L"sandtray-loop", HWND_MESSAGE, [this](UINT message, WPARAM word, LPARAM) {
        if (message != ready && message != WM_TIMER) return false;
        fire(word);
        return true;
      }) {}

std::shared_ptr<MessageLoop::Waiting> MessageLoop::make(std::function<void()> callback) {
  const auto id = ++last_id_;
  auto made = std::make_shared<Waiting>(*this, id, std::move(callback));
  waiting_[id] = made;
  return made;
}

Source MessageLoop::on_readable(platform::Handle handle, std::function<void()> callback) {
  auto made = make(std::move(callback));
  made->arm(handle);
  return Source(std::move(made));
}

Source MessageLoop::after(std::chrono::milliseconds delay, std::function<void()> callback) {
  auto made = make(std::move(callback));
  made->arm(delay);
  return Source(std::move(made));
}

Source MessageLoop::soon(std::function<void()> callback) {
  auto made = make(std::move(callback));
  made->post();
  return Source(std::move(made));
}

// The number is the child's until it is reaped.
Source MessageLoop::on_exit(platform::ProcessId pid, std::function<void(int code)> callback) {
  auto made =
      make([pid, callback = std::move(callback)] { callback(platform::wait_for(pid).code); });
  made->arm(platform::NativeHandle(OpenProcess(SYNCHRONIZE, FALSE, static_cast<DWORD>(pid))));
  return Source(std::move(made));
}

void MessageLoop::run() {
  MSG message;
  while (GetMessageW(&message, nullptr, 0, 0) > 0) DispatchMessageW(&message);
}

void MessageLoop::fire(UINT_PTR id) {
  const auto found = waiting_.find(id);
  const auto waiting = found != waiting_.end() ? found->second.lock() : nullptr;
  if (!waiting) return;
  waiting->disarm();
  waiting->callback();
  // Nobody else owns it when the callback has ended it.
  if (waiting.use_count() > 1 && waiting->is_repeated()) waiting->arm();
}

}  // namespace sandtray::tray
