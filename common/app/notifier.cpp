// SPDX-License-Identifier: MIT
#include "app/notifier.h"

#include <algorithm>
#include <utility>

#include "app/describe.h"

namespace sandtray::app {
namespace {

using session::Snapshot;
using session::State;

constexpr std::size_t held_before_joined = 5;

bool is_turn(State state) {
  return state == State::starting || state == State::working || state == State::blocked;
}

bool is_short_success(NotificationKind kind, std::int64_t ran_ms,
                      const config::NotificationSettings& settings) {
  return kind == NotificationKind::finished && ran_ms < settings.quiet_success_s * 1000LL;
}

State state_told(NotificationKind kind) {
  switch (kind) {
    case NotificationKind::needs_you:
      return State::blocked;
    case NotificationKind::failed:
      return State::failed;
    case NotificationKind::finished:
    case NotificationKind::about_us:
      break;
  }
  return State::done;
}

}  // namespace

bool RateLimit::take(std::int64_t now_ms) {
  if (ready_at(now_ms) > now_ms) return false;
  spent_until_ms_ = std::max(spent_until_ms_, now_ms) + refill_ms_;
  return true;
}

std::int64_t RateLimit::ready_at(std::int64_t now_ms) const {
  return std::max(now_ms, spent_until_ms_ - (burst_ - 1) * refill_ms_);
}

void Notifier::remember(const Notification& told) {
  auto& memory = memory_[told.key];
  memory.shown = state_told(told.kind);
  memory.told = told;
}

// The same words about another moment are news.
bool Notifier::was_told(const Memory& memory, const Notification& news) {
  const auto& told = memory.told;
  return told && told->since_ms == news.since_ms && told->title == news.title &&
         told->body == news.body;
}

bool Notifier::lets_through(const Notification& news, const Snapshot& snapshot,
                            const Moment& moment,
                            const config::NotificationSettings& settings) const {
  return is_wanted(news.kind, settings, moment.minute_of_day) &&
         (!tells_of_ || tells_of_(snapshot.spec.agent));
}

Notifier::Outcome Notifier::observe(const Snapshot& snapshot, const Moment& moment,
                                    const config::NotificationSettings& settings,
                                    const std::string& home) {
  auto& memory = memory_[snapshot.spec.id];
  auto outcome = has_ended(snapshot) ? observe_ending(snapshot, memory, moment, settings, home)
                                     : observe_live(snapshot, memory, moment, settings, home);
  memory.known = true;
  memory.told.reset();
  memory.last = snapshot.last;
  if (outcome.show) {
    outcome.show = within_rate(memory, std::move(*outcome.show), moment.now_ms);
    memory.shown = snapshot.last.state;
  }
  if (outcome.withdraw) {
    memory.shown.reset();
    memory.held.reset();
  }
  return outcome;
}

Notifier::Outcome Notifier::observe_ending(const Snapshot& snapshot, Memory& memory,
                                           const Moment& moment,
                                           const config::NotificationSettings& settings,
                                           const std::string& home) {
  Outcome outcome;
  if (std::exchange(memory.ended, true)) return outcome;
  if (snapshot.seen) {
    outcome.withdraw = memory.shown == State::blocked;
    return outcome;
  }
  const auto ran_ms = ended_ms(snapshot) - snapshot.started_ms;
  auto news = describe_event(snapshot, ran_ms, home);
  // An agent that waited for the person and leaves with success was told to.
  const bool was_left = memory.turn_told || (memory.known && memory.last.state == State::idle &&
                                             memory.last.source != session::Source::guess);
  const bool told = news && was_told(memory, *news);
  const bool silent = !news || told || is_short_success(news->kind, ran_ms, settings) ||
                      (news->kind == NotificationKind::finished && was_left) ||
                      !lets_through(*news, snapshot, moment, settings);
  if (!silent) {
    outcome.show = std::move(news);
    return outcome;
  }
  outcome.settled_silently = true;
  // A finished turn stays news after the agent has left; a question does not.
  outcome.withdraw = memory.shown == State::blocked;
  return outcome;
}

Notifier::Outcome Notifier::observe_live(const Snapshot& snapshot, Memory& memory,
                                         const Moment& moment,
                                         const config::NotificationSettings& settings,
                                         const std::string& home) {
  Outcome outcome;
  const auto& now = snapshot.last;
  const auto& before = memory.last;
  const bool same = memory.known && now.state == before.state && now.kind == before.kind &&
                    now.message == before.message;
  if (same) return outcome;
  const bool only_text_changed = memory.known && now.state == before.state;
  if (!only_text_changed) {
    const bool in_turn = memory.turn_began_ms != 0;
    memory.turn_ran_ms = now.since_ms - (in_turn ? memory.turn_began_ms : snapshot.started_ms);
  }
  if (is_turn(now.state)) {
    if (memory.turn_began_ms == 0) memory.turn_began_ms = now.since_ms;
    memory.turn_told = false;
  } else {
    memory.turn_told = memory.turn_told || now.state == State::done;
    // Silence in the middle of a turn looks like idleness; only a guess says so.
    if (now.source != session::Source::guess) memory.turn_began_ms = 0;
  }
  outcome.withdraw = memory.shown && now.state != *memory.shown &&
                     (is_turn(now.state) || *memory.shown == State::blocked);
  // A turn that was over before the tray came is no news; a question or an error still is.
  if (!memory.known && now.state == State::done) return outcome;
  auto news = describe_event(snapshot, memory.turn_ran_ms, home);
  if (news && was_told(memory, *news)) return outcome;
  if (!news || !lets_through(*news, snapshot, moment, settings)) return outcome;
  if (only_text_changed && news->kind != NotificationKind::needs_you) {
    // A later source may complete the text of what is shown; it opens nothing new.
    if (!memory.shown) return outcome;
  } else if (is_short_success(news->kind, memory.turn_ran_ms, settings)) {
    return outcome;
  }
  outcome.withdraw = false;  // replaced instead
  outcome.show = std::move(news);
  return outcome;
}

std::optional<Notification> Notifier::within_rate(Memory& memory, Notification news,
                                                  std::int64_t now_ms) {
  const bool free = memory.rate.ready_at(now_ms) <= now_ms && overall_.ready_at(now_ms) <= now_ms;
  if (!free) {
    memory.held = std::move(news);
    return std::nullopt;
  }
  memory.rate.take(now_ms);
  overall_.take(now_ms);
  memory.held.reset();
  return news;
}

std::vector<Notification> Notifier::release(std::int64_t now_ms) {
  std::vector<Notification> ready;
  std::vector<std::string> held;
  for (const auto& [id, memory] : memory_) {
    if (memory.held) held.push_back(id);
  }
  if (held.size() > held_before_joined) {
    if (!overall_.take(now_ms)) return ready;
    for (const auto& id : held) memory_.at(id).held.reset();
    ready.push_back(many_sessions(std::move(held)));
    return ready;
  }
  for (const auto& id : held) {
    auto& memory = memory_.at(id);
    auto news = within_rate(memory, std::move(*memory.held), now_ms);
    if (news) ready.push_back(std::move(*news));
  }
  return ready;
}

std::optional<std::int64_t> Notifier::next_release_ms(std::int64_t now_ms) const {
  std::optional<std::int64_t> next;
  for (const auto& [id, memory] : memory_) {
    if (!memory.held) continue;
    const auto at = std::max(memory.rate.ready_at(now_ms), overall_.ready_at(now_ms));
    next = next ? std::min(*next, at) : at;
  }
  return next;
}

}  // namespace sandtray::app
