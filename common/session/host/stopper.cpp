// SPDX-License-Identifier: MIT
#include "session/host/stopper.h"

#include <algorithm>

#include "platform/signals.h"
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
  if (grace.count() > 0) signal_agent(platform::signals::terminate);
  hang_up_ = loop_.at(now + std::min(hang_up_after, grace / 2), [this] {
    signal_agent(platform::signals::hang_up);
    take_terminal_();
  });
}

void Stopper::cancel() {
  loop_.cancel(kill_);
  loop_.cancel(hang_up_);
}

void Stopper::signal_agent(int signal) {
  auto all = platform::descendants(platform::own_pid());
  const auto is_agent = [this](const auto& item) { return item.level > ours_ + wrapper_; };
  const bool wrapped = std::any_of(all.begin(), all.end(), is_agent);
  // A wrapper that has replaced itself by the agent leaves nothing below its own level.
  std::erase_if(all,
                [&](const auto& item) { return !(wrapped ? is_agent(item) : item.level > ours_); });
  platform::send_signal(all, signal);
}

void Stopper::kill_all() {
  for (const auto& item : platform::descendants(platform::own_pid())) {
    if (item.level > ours_) send_signal(item.key, platform::signals::kill);
  }
}

}  // namespace sandtray::session
