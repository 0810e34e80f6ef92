// SPDX-License-Identifier: MIT
#include "ui/child_exit.h"

#include <wx/app.h>

#include <csignal>
#include <map>
#include <utility>

#include "ui/keep.h"

namespace sandtray::ui {
namespace {

class Child final {
 public:
  Child(platform::ProcessId pid, std::function<void(int code)> callback)
      : pid_(pid), callback_(std::move(callback)) {
    living()[pid_] = this;
  }
  ~Child() { stop(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void stop() {
    callback_ = nullptr;
    const auto at = living().find(pid_);
    if (at != living().end() && at->second == this) living().erase(at);
  }

  static void look() {
    std::map<platform::ProcessId, int> ended;
    for (const auto& [pid, child] : living()) {
      if (const auto end = platform::reap(pid)) ended[pid] = end->code;
    }
    for (const auto& [pid, code] : ended) {
      const auto at = living().find(pid);  // an earlier callback may have ended it
      if (at == living().end()) continue;
      const auto callback = at->second->callback_;
      living().erase(at);
      if (callback) callback(code);
    }
  }

 private:
  static std::map<platform::ProcessId, Child*>& living() {
    static std::map<platform::ProcessId, Child*> all;
    return all;
  }

  platform::ProcessId pid_;
  std::function<void(int code)> callback_;
};

}  // namespace

tray::Source on_child_exit(platform::ProcessId pid, std::function<void(int code)> callback) {
  static const bool listening = [] {
    // The library calls it in its loop, not in the signal's handler.
    return wxTheApp->SetSignalHandler(SIGCHLD, [](int) { Child::look(); });
  }();
  auto child = std::make_shared<Child>(pid, std::move(callback));
  // It may have ended before anybody listened.
  if (listening) wxTheApp->CallAfter([] { Child::look(); });
  return keep_until_idle(std::move(child));
}

}  // namespace sandtray::ui
