// SPDX-License-Identifier: MIT
#include "session/host/turn_news.h"

#include <algorithm>

namespace sandtray::session {
namespace {

constexpr auto connect_patience = std::chrono::milliseconds(500);
// Whoever changes the settings may write more than one file.
constexpr auto settings_pause = std::chrono::milliseconds(100);

}  // namespace

TurnNews::TurnNews(platform::Loop& loop, const std::string& settings) : loop_(loop) {
  auto watch = platform::FolderWatch::create();
  if (!watch || !(*watch)->add(settings)) return;
  settings_ = std::move(*watch);
  loop_.on_readable(settings_->handle(), [this] {
    settings_->drain();
    settings_changed_ = true;
    tell();
  });
}

TurnNews::~TurnNews() {
  if (before_) loop_.forget(before_->handle());
  for (const auto& running : running_) loop_.forget(running.get());
  if (settings_) loop_.forget(settings_->handle());
  loop_.cancel(changed_);
}

bool TurnNews::listen_to(const Turn& turn) {
  is_next_ = turn.after.empty();
  bool all = settings_ != nullptr;
  if (!is_next_) {
    auto before = Watch::open(turn.after, connect_patience);
    all = all && before;
    if (before) watch_before(std::move(*before));
  }
  for (const auto& socket : turn.running) {
    // Whoever does not ask for events gets the last one alone: what the agent does wakes nobody.
    auto running = platform::connect_socket(socket, connect_patience);
    all = all && running;
    if (!running) continue;
    loop_.on_readable(running->get(), [this] { loop_.stop(); });
    running_.push_back(std::move(*running));
  }
  return all;
}

void TurnNews::wait(std::chrono::milliseconds at_most) {
  platform::TimerId limit = 0;
  if (at_most.count() != 0) {
    limit = loop_.at(platform::Clock::now() + at_most, [this] { loop_.stop(); });
  }
  waiting_ = true;
  tell();
  loop_.run();
  waiting_ = false;
  loop_.cancel(limit);
}

void TurnNews::watch_before(Watch before) {
  before_.emplace(std::move(before));
  loop_.on_readable(before_->handle(), [this] {
    const auto news = before_->read();
    const bool let_in = std::any_of(news.events.begin(), news.events.end(), [](const Event& event) {
      return event.state != State::queued;
    });
    if (news.ended || let_in) loop_.stop();
  });
}

// Nobody but wait() may be woken: until then the loop runs for the question.
void TurnNews::tell() {
  if (!waiting_ || !is_next_ || !settings_changed_ || changed_ != 0) return;
  changed_ = loop_.at(platform::Clock::now() + settings_pause, [this] { loop_.stop(); });
}

}  // namespace sandtray::session
