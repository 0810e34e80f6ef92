// SPDX-License-Identifier: MIT
#include "session/detector/state_machine.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace sandtray::session {
namespace {

using namespace std::chrono_literals;

// Two sources that tell of one change do so within this time.
constexpr auto merge_window = 1000ms;
// Codex says `working` for some 30 ms while it starts.
constexpr auto working_hold = 100ms;
// A title or a bell is often followed at once by the text that explains it.
constexpr auto bare_hold = 100ms;
// A Stop hook comes after the report in the terminal by the time that starting it takes.
constexpr auto take_back_hold = 500ms;
constexpr auto interrupt_window = 2000ms;
// An agent that says anything at its start has said it by then.
constexpr auto silent_start = 3000ms;

constexpr std::size_t max_message = 400;

bool rests(State state) {
  return state == State::starting || state == State::idle;
}
bool is_news(State state) {
  return state == State::blocked || state == State::done || state == State::failed;
}

}  // namespace

bool StateMachine::outranked(const Report& report) const {
  return report.source > authority_;
}

bool StateMachine::interrupted(Clock::time_point now) const {
  return interrupted_at_ && now - *interrupted_at_ <= interrupt_window;
}

void StateMachine::typed(bool interrupt, Clock::time_point now) {
  typed_ = true;
  if (interrupt) interrupted_at_ = now;
}

void StateMachine::started(Clock::time_point now) {
  if (state_ == State::starting) start_guess_at_ = now + silent_start;
}

void StateMachine::report(Report report, Clock::time_point now) {
  tick(now);
  report.message = display_text(report.message, max_message);
  if (report.source == Source::osc || report.source == Source::hook) {
    authority_ = std::min(authority_, report.source);
  }
  if (report.source != Source::guess) heard_ = true;
  if (report.source == Source::hook) hooks_heard_ = true;

  if (report.overrides) {
    overridden_until_ = now + merge_window;
    held_.reset();
    if (report.state != state_) commit(std::move(report), now);
    return;
  }
  const bool taken_back = overridden_until_ && now <= *overridden_until_;
  if (taken_back && report.state == State::done && report.source != Source::hook) return;
  if (outranked(report)) {
    hear_outranked(report, now);
  } else {
    accept(std::move(report), now);
  }
}

// It may add its text to a change of the same moment, whichever comes first, and it is believed
// about what its betters may not tell: that the person has answered, or has interrupted the turn.
void StateMachine::hear_outranked(const Report& report, Clock::time_point now) {
  if (report.source == Source::guess) return;
  if (held_ && held_->report.state == report.state) {
    if (held_->report.message.empty()) held_->report.message = report.message;
    // Two say so: there is nothing left to wait for.
    if (report.source == Source::hook) commit(std::exchange(held_, std::nullopt)->report, now);
    return;
  }
  if (report.state == state_) {
    complete(report, now);
    return;
  }
  const bool answered = report.state == State::working && state_ == State::blocked && typed_;
  const bool stopped = report.source == Source::title && state_ == State::working &&
                       (report.state == State::idle || report.state == State::done) &&
                       interrupted(now);
  if (authority_ == Source::hook && (answered || stopped)) {
    Report believed = report;
    if (stopped) believed.state = State::idle;
    commit(std::move(believed), now);
  } else if (is_news(report.state) && (report.source == Source::hook || !report.message.empty())) {
    aside_ = Held{report, now + merge_window};
  }
}

void StateMachine::accept(Report report, Clock::time_point now) {
  if (held_ && settle_held(report, now)) return;
  if (!interpret(report, now)) return;
  const bool confirms_guess = start_guessed_ && report.source != Source::guess;
  if (report.state == state_ && !confirms_guess) {
    complete(report, now);
    return;
  }
  if (const auto time = hold_time(report)) {
    held_ = Held{std::move(report), now + *time};
    return;
  }
  commit(std::move(report), now);
}

// A report meets one that is held: true when it needs no more thought.
bool StateMachine::settle_held(Report& report, Clock::time_point now) {
  Held held = *std::exchange(held_, std::nullopt);
  if (held.report.state == report.state) {
    if (report.source < held.report.source) held.report.source = report.source;
    if (held.report.message.empty()) held.report.message = report.message;
    if (held.report.kind.empty()) held.report.kind = report.kind;
    if (hold_time(held.report)) {
      held_ = std::move(held);
    } else {
      commit(std::move(held.report), now);
    }
    return true;
  }
  if (held.report.state == State::working) {
    // Nothing happened, or a turn shorter than the hold; a guess gives way.
    if (!rests(report.state) && held.report.source != Source::guess)
      commit(std::move(held.report), now);
  } else if (report.state != State::working) {
    commit(std::move(held.report), now);
  }
  return false;
}

std::optional<std::chrono::milliseconds> StateMachine::hold_time(const Report& report) const {
  if (report.state == State::working) {
    if (rests(state_) || start_guessed_) return working_hold;
    return std::nullopt;
  }
  if (report.source == Source::osc && report.state == State::done && may_be_taken_back_) {
    const bool confirmed =
        aside_ && aside_->report.source == Source::hook && aside_->report.state == State::done;
    if (hooks_heard_ && !confirmed) return take_back_hold;
  }
  const bool bare = report.source == Source::title || report.source == Source::bell;
  if (bare && is_news(report.state) && report.message.empty()) return bare_hold;
  return std::nullopt;
}

// Turns what a weaker source says into what it means in the present state; false: nothing.
bool StateMachine::interpret(Report& report, Clock::time_point now) const {
  if (report.source == Source::osc || report.source == Source::guess) return true;
  const bool under_way = (state_ == State::working && !start_guessed_) || state_ == State::blocked;
  if (report.state == State::done) {
    if (report.source == Source::title && begins()) {
      report.state = State::idle;
    } else if (report.source == Source::title && under_way &&
               (state_ == State::blocked || interrupted(now))) {
      report.state = State::idle;
    } else if (!under_way && state_ != State::done) {
      // An end without a beginning: a repetition, but for a hook that missed the beginning.
      return report.source == Source::hook && begins();
    }
  } else if (report.state == State::idle && report.source == Source::title) {
    return begins() || (state_ == State::working && interrupted(now));
  }
  return true;
}

// The same state again: only its text can be news, and only at the same moment.
void StateMachine::complete(const Report& report, Clock::time_point now) {
  start_guessed_ = false;
  if (!is_news(state_) || report.message.empty() || report.message == message_) return;
  const bool another_question = state_ == State::blocked && report.source == Source::osc;
  const bool adds = message_.empty() && now - since_ <= merge_window;
  if (!adds && !another_question) return;
  message_ = report.message;
  if (kind_.empty() || another_question) kind_ = report.kind;
  changes_.add({state_, source_, kind_, message_, true}, now);
}

void StateMachine::commit(Report report, Clock::time_point now) {
  if (aside_ && aside_->report.state == report.state) {
    if (report.message.empty()) report.message = aside_->report.message;
    if (report.kind.empty()) report.kind = aside_->report.kind;
  }
  if (is_news(report.state)) aside_.reset();
  state_ = report.state;
  source_ = report.source;
  kind_ = std::move(report.kind);
  message_ = std::move(report.message);
  since_ = now;
  typed_ = false;
  start_guess_at_.reset();
  start_guessed_ = false;
  changes_.add({state_, source_, kind_, message_, false}, now);
}

void StateMachine::clear(Clock::time_point now) {
  tick(now);
  held_.reset();
  aside_.reset();
  overridden_until_.reset();
  authority_ = Source::guess;
  heard_ = false;
  hooks_heard_ = false;
  if (state_ == State::idle) return;
  Report report;
  report.source = Source::osc;
  commit(std::move(report), now);
}

std::optional<StateMachine::Clock::time_point> StateMachine::deadline() const {
  auto earliest = changes_.deadline();
  if (held_ && (!earliest || held_->due < *earliest)) earliest = held_->due;
  if (start_guess_at_ && (!earliest || *start_guess_at_ < *earliest)) earliest = start_guess_at_;
  return earliest;
}

void StateMachine::tick(Clock::time_point now) {
  if (aside_ && now > aside_->due) aside_.reset();
  if (held_ && now >= held_->due) commit(std::exchange(held_, std::nullopt)->report, now);
  if (start_guess_at_ && now >= *start_guess_at_) {
    if (held_) {
      start_guess_at_ = held_->due;  // which tells more than a guess
    } else {
      commit({State::working, Source::guess, "", "", false}, now);
      start_guessed_ = true;
    }
  }
  changes_.tick(now);
}

}  // namespace sandtray::session
