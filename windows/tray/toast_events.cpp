// SPDX-License-Identifier: MIT
#include "tray/toast_events.h"

#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

#include "platform/wide.h"
#include "tray/winrt.h"

namespace sandtray::tray {
namespace {

constexpr UINT letters = WM_APP;

// Called from any thread, which is what agile says.
template <class Args>
class Listener final : public winrt::ToastHandler<Args> {
 public:
  Listener(const IID& id, std::function<void(Args*)> call) : id_(id), call_(std::move(call)) {}

  HRESULT WINAPI QueryInterface(REFIID iid, void** object) override {
    if (object == nullptr) return E_POINTER;
    *object = nullptr;
    if (iid != id_ && iid != winrt::unknown_id && iid != winrt::agile_id) return E_NOINTERFACE;
    AddRef();
    *object = this;
    return S_OK;
  }
  ULONG WINAPI AddRef() override { return ++count_; }
  ULONG WINAPI Release() override {
    const auto left = --count_;
    if (left == 0) delete this;
    return left;
  }
  HRESULT WINAPI Invoke(winrt::ToastNotification*, Args* args) override {
    try {
      call_(args);
    } catch (...) {  // no memory: nothing may cross the border
      return E_OUTOFMEMORY;
    }
    return S_OK;
  }

 private:
  ~Listener() = default;

  std::atomic<ULONG> count_ = 1;
  const IID id_;
  const std::function<void(Args*)> call_;
};

std::string answer_of(winrt::Inspectable* args) {
  winrt::Pointer<winrt::ToastActivatedArgs> activated;
  if (args == nullptr ||
      FAILED(args->QueryInterface(winrt::toast_activated_args_id, activated.fresh_untyped()))) {
    return {};
  }
  HSTRING text = nullptr;
  if (FAILED(activated->get_Arguments(&text))) return {};
  return platform::to_utf8(winrt::text_of(winrt::String(text).get()));
}

}  // namespace

struct ToastEvents::Box {
  std::mutex mutex;
  HWND window = nullptr;  // none: nobody listens any more
  std::vector<ToastEvent> events;

  void put(ToastEvent event) {
    const std::lock_guard lock(mutex);
    if (window == nullptr) return;
    events.push_back(std::move(event));
    PostMessageW(window, letters, 0, 0);
  }
};

ToastEvents::ToastEvents(std::function<void(const ToastEvent&)> receive)
    : receive_(std::move(receive)),
      box_(std::make_shared<Box>()),
      window_(L"sandtray-toasts", HWND_MESSAGE, [this](UINT message, WPARAM, LPARAM) {
        if (message != letters) return false;
        empty_box();
        return true;
      }) {
  box_->window = window_.get();
}

ToastEvents::~ToastEvents() {
  const std::lock_guard lock(box_->mutex);
  box_->window = nullptr;
}

HRESULT ToastEvents::listen(winrt::ToastNotification& toast, std::uint64_t serial) {
  const auto box = box_;
  winrt::EventToken token{};
  const auto add = [&](auto* listener, auto function) {
    const auto done = (toast.*function)(listener, &token);
    listener->Release();  // the toast has counted its own
    return done;
  };
  using Toast = winrt::ToastNotification;
  auto done = add(new Listener<winrt::Inspectable>(winrt::activated_handler_id,
                                                   [box, serial](auto* args) {
                                                     box->put({.kind = ToastEvent::Kind::activated,
                                                               .serial = serial,
                                                               .answer = answer_of(args)});
                                                   }),
                  &Toast::add_Activated);
  if (FAILED(done)) return done;
  done = add(new Listener<winrt::ToastDismissedArgs>(
                 winrt::dismissed_handler_id,
                 [box, serial](auto* args) {
                   ToastEvent event{.kind = ToastEvent::Kind::dismissed, .serial = serial};
                   if (args != nullptr) args->get_Reason(&event.reason);
                   box->put(std::move(event));
                 }),
             &Toast::add_Dismissed);
  if (FAILED(done)) return done;
  return add(new Listener<winrt::ToastFailedArgs>(
                 winrt::failed_handler_id,
                 [box, serial](auto* args) {
                   ToastEvent event{.kind = ToastEvent::Kind::failed, .serial = serial};
                   if (args != nullptr) args->get_ErrorCode(&event.code);
                   box->put(std::move(event));
                 }),
             &Toast::add_Failed);
}

void ToastEvents::empty_box() {
  std::vector<ToastEvent> events;
  {
    const std::lock_guard lock(box_->mutex);
    events.swap(box_->events);
  }
  for (const auto& event : events) receive_(event);
}

}  // namespace sandtray::tray
