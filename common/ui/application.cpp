// SPDX-License-Identifier: MIT
#include "ui/application.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "platform/file.h"
#include "platform/process_usage.h"
#include "session/filenames.h"
#include "ui/signals.h"

namespace sandtray::ui {
namespace {

// How often what sessions use is looked at, while somebody looks at it.
constexpr auto measure_every = std::chrono::seconds(2);
// An editor, and we ourselves, write a file in several steps.
constexpr auto settle_time = std::chrono::milliseconds(50);

std::optional<platform::ProcessUsage> usage_of(const session::Snapshot& snapshot) {
  const auto text = platform::read_file(snapshot.folder + "/" + session::filename::pid, 64);
  platform::ProcessId pid = 0;
  if (!text) return {};
  std::from_chars(text->data(), text->data() + text->size(), pid);
  return pid > 0 ? platform::usage_of_tree(pid) : std::nullopt;
}

std::int64_t steady_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

}  // namespace

Application::Application(platform::Paths paths, Page page, platform::OwnedHandle listener)
    : paths_(std::move(paths)), page_(page), listener_(std::move(listener)) {
  SetAppName("sandtray-ui");
  SetAppDisplayName("Sandtray");
}

bool Application::OnInit() {
  tasks_.emplace(loop_);
  window_ = new MainWindow(paths_, loop_, *tasks_, [this] { refresh_later(); });
  socket_.emplace(loop_, [this](const auto& line) { take_line(line); });
  socket_->serve(std::move(listener_));
  monitor_.emplace(loop_, paths_,
                   tray::Monitor::Handlers{.changed = [this](const auto&) { refresh_later(); },
                                           .removed =
                                               [this](const auto& id) {
                                                 use_.forget(id);
                                                 uses_.erase(id);
                                                 refresh_later();
                                               }});
  if (const auto started = monitor_->start(); !started) log::error(started.error().message);
  refresh();
  window_->open(page_);
  refresh_later();  // what only a person who looks is shown
  watch_settings();
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
  measuring_.reset();
  reloading_.reset();
  watching_.reset();
  settings_.reset();
  monitor_.reset();
  socket_.reset();
  tasks_.reset();
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

// Ages go on by themselves, and so does what sessions use; nothing else wakes this program up.
// Nobody reads them in a window that is put away or shows something else.
void Application::refresh() {
  refreshing_.reset();
  aging_.reset();
  if (!window_) return;
  const auto list = app::list_sessions(monitor_->sessions(), paths_.home, now_ms(), uses_);
  const bool seen = window_->shows_sessions();
  if (list.stays_true_ms && seen) {
    aging_ = loop_.after(std::chrono::milliseconds(*list.stays_true_ms), [this] { refresh(); });
  }
  const bool lives =
      std::any_of(list.rows.begin(), list.rows.end(), [](const auto& row) { return row.live; });
  if (!lives || !seen) {
    measuring_.reset();
  } else if (!measuring_) {
    measuring_ = loop_.soon([this] { measure(); });
  }
  window_->show(list);
}

void Application::measure() {
  uses_.clear();
  for (const auto& snapshot : monitor_->sessions()) {
    if (app::has_ended(snapshot)) continue;
    const auto& id = snapshot.spec.id;
    if (const auto usage = usage_of(snapshot)) {
      uses_[id] = use_.look(id, steady_ms(), usage->cpu_ms, usage->memory_bytes);
    }
  }
  measuring_ = loop_.after(measure_every, [this] { measure(); });
  refresh_later();
}

// The folders are watched, not the files: each of them is replaced by another one when it changes.
void Application::watch_settings() {
  auto watch = platform::FolderWatch::create();
  if (!watch) {
    log::warn(watch.error().message);
    return;
  }
  settings_ = std::move(*watch);
  if (const auto made = platform::make_private_folder(paths_.config); !made) {
    log::warn(made.error().message);
  }
  settings_changed();
  watching_ = loop_.on_readable(settings_->handle(), [this] {
    settings_->drain();
    if (!reloading_) reloading_ = loop_.after(settle_time, [this] { settings_changed(); });
  });
}

// Those below it may come later.
void Application::settings_changed() {
  const bool again = bool(reloading_);
  reloading_.reset();
  for (const auto* folder : {"", "/methods", "/agents", "/workspaces"}) {
    const auto path = paths_.config + folder;
    if (!platform::exists(path)) continue;
    if (const auto added = settings_->add(path); !added) log::warn(added.error().message);
  }
  if (again && window_) window_->reload();
}

}  // namespace sandtray::ui
