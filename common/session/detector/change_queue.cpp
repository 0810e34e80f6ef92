// SPDX-License-Identifier: MIT
#include "session/detector/change_queue.h"

#include <algorithm>
#include <utility>

namespace sandtray::session {

void ChangeQueue::refill_tokens(Clock::time_point now) {
  if (tokens_ == burst || now < refilled_) {
    refilled_ = now;
    return;
  }
  const auto gained = (now - refilled_) / refill;
  tokens_ = static_cast<int>(std::min<decltype(gained)>(tokens_ + gained, burst));
  refilled_ = tokens_ == burst ? now : refilled_ + gained * refill;
}

void ChangeQueue::add(Change change, Clock::time_point now) {
  tick(now);
  refill_tokens(now);
  if (!waiting_ && tokens_ > 0) {
    --tokens_;
    last_ = change.state;
    ready_.push_back(std::move(change));
    return;
  }
  // What is told late is the present, not the way to it.
  if (change.update && waiting_ && waiting_->state == change.state) {
    change.update = waiting_->update;
  }
  waiting_ = std::move(change);
}

std::optional<ChangeQueue::Clock::time_point> ChangeQueue::deadline() const {
  if (!waiting_) return std::nullopt;
  return refilled_ + refill;
}

void ChangeQueue::tick(Clock::time_point now) {
  if (!waiting_) return;
  refill_tokens(now);
  if (tokens_ == 0) return;
  Change change = *std::exchange(waiting_, std::nullopt);
  // The state may have come back to where it was: then there is nothing to tell.
  if (change.state == last_ && !change.update) return;
  --tokens_;
  last_ = change.state;
  ready_.push_back(std::move(change));
}

std::vector<Change> ChangeQueue::take() {
  return std::exchange(ready_, {});
}

}  // namespace sandtray::session
