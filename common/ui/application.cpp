// SPDX-License-Identifier: MIT
#include "ui/application.h"

#include <utility>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "ui/signals.h"

namespace sandtray::ui {

Application::Application(platform::Paths paths, Page page, platform::OwnedHandle listener)
    : paths_(std::move(paths)), page_(page), listener_(std::move(listener)) {
  SetAppName("sandtray-ui");
  SetAppDisplayName("Sandtray");
}

bool Application::OnInit() {
  window_ = new MainWindow(paths_, [this] { refresh_later(); });
  socket_.emplace(loop_, [this](const auto& line) { take_line(line); });
  socket_->serve(std::move(listener_));
  monitor_.emplace(loop_, paths_,
                   tray::Monitor::Handlers{.changed = [this](const auto&) { refresh_later(); },
                                           .removed = [this](const auto&) { refresh_later(); }});
  if (const auto started = monitor_->start(); !started) log::error(started.error().message);
  refresh();
  window_->open(page_);
  return true;
}

// Before that there is no loop that could end.
int Application::OnRun() {
  close_on_signals();
  return wxApp::OnRun();
}

int Application::OnExit() {
  refreshing_.reset();
  aging_.reset();
  monitor_.reset();
  socket_.reset();
  return wxApp::OnExit();
}

// From a second start.
void Application::take_line(const std::string& line) {
  const auto words = split(line, ' ');
  const auto page = words.size() == 2 && words[0] == "show" ? page_from(words[1]) : std::nullopt;
  if (!page) {
    log::warn("a line that is not understood arrived on the window's socket");
  } else if (window_) {
    window_->open(*page);
  }
}

void Application::refresh_later() {
  if (!refreshing_) refreshing_ = loop_.soon([this] { refresh(); });
}

// Ages go on by themselves; nothing else wakes this program up. Nobody reads them in a window that
// is put away.
void Application::refresh() {
  refreshing_.reset();
  aging_.reset();
  if (!window_) return;
  const auto list = app::list_sessions(monitor_->sessions(), paths_.home, now_ms());
  if (list.stays_true_ms && !window_->IsIconized()) {
    aging_ = loop_.after(std::chrono::milliseconds(*list.stays_true_ms), [this] { refresh(); });
  }
  window_->show(list);
}

}  // namespace sandtray::ui
