// SPDX-License-Identifier: MIT
#include "session/host/stopper.h"

#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "platform/tree.h"

namespace sandtray::session {
namespace {

constexpr auto hang_up_after = std::chrono::milliseconds(1500);

}  // namespace

void Stopper::stop(std::chrono::milliseconds grace) {
  const auto now = platform::Clock::now();
  const auto deadline = now + grace;
  if (stopping_ && deadline >= deadline_) return;
  deadline_ = deadline;
  loop_.cancel(kill_);
  kill_ = loop_.at(deadline, [this] { kill_all(); });
  if (std::exchange(stopping_, true)) return;
  if (grace.count() > 0) signal_agent(SIGTERM);
  hang_up_ = loop_.at(now + std::min(hang_up_after, grace / 2), [this] { signal_agent(SIGHUP); });
}

void Stopper::cancel() {
  loop_.cancel(kill_);
  loop_.cancel(hang_up_);
}

void Stopper::signal_agent(int signal) {
  const auto all = platform::descendants(getpid());
  const auto is_agent = [this](const auto& item) { return item.level > ours_ + wrapper_; };
  const bool wrapped = std::any_of(all.begin(), all.end(), is_agent);
  for (const auto& item : all) {
    // A wrapper that has replaced itself by the agent leaves nothing below its own level.
    if (wrapped ? is_agent(item) : item.level > ours_) send_signal(item.key, signal);
  }
}

void Stopper::kill_all() {
  for (const auto& item : platform::descendants(getpid())) {
    if (item.level > ours_) send_signal(item.key, SIGKILL);
  }
}

}  // namespace sandtray::session
