// SPDX-License-Identifier: MIT
#include "ui/readable.h"

#include <wx/evtloop.h>
#include <wx/evtloopsrc.h>

#include <utility>

#include "base/log.h"
#include "ui/keep.h"

namespace sandtray::ui {
namespace {

class Waiting final : public wxEventLoopSourceHandler {
 public:
  explicit Waiting(std::function<void()> callback) : callback_(std::move(callback)) {}

  bool start(platform::Handle handle) {
    source_.reset(wxEventLoopBase::AddSourceForFD(handle, this, wxEVENT_SOURCE_INPUT));
    return source_ != nullptr;
  }
  void stop() {
    source_.reset();
    callback_ = nullptr;
  }

  // The end of the other side counts as readable.
  void OnReadWaiting() override { call(); }
  void OnExceptionWaiting() override { call(); }
  void OnWriteWaiting() override {}

 private:
  void call() {
    const auto callback = callback_;  // it may end its own source
    if (callback) callback();
  }

  std::function<void()> callback_;
  std::unique_ptr<wxEventLoopSource> source_;
};

}  // namespace

tray::Source on_readable(platform::Handle handle, std::function<void()> callback) {
  auto waiting = std::make_shared<Waiting>(std::move(callback));
  if (!waiting->start(handle)) log::error("the window's loop cannot wait for a handle");
  return keep_until_idle(std::move(waiting));
}

}  // namespace sandtray::ui
