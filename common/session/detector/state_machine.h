// SPDX-License-Identifier: MIT
// Decides what the agent's state is. Reports of OSC 7501 count above all; hooks count where it does
// not speak; notifications, bells and titles where neither does, and else only add their text.
// Silence is never taken for an end once any of them has spoken.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "session/detector/change_queue.h"
#include "session/detector/report.h"

namespace sandtray::session {

class StateMachine {
 public:
  using Clock = Detector::Clock;

  // `may_be_taken_back`: a hook may yet say that a finished turn goes on, so it is waited for.
  explicit StateMachine(bool may_be_taken_back) : may_be_taken_back_(may_be_taken_back) {}

  // The agent runs: if nothing tells its state soon, it is taken to work.
  void started(Clock::time_point now);
  void report(Report report, Clock::time_point now);
  // The program has taken its status back: all sources are unknown again.
  void clear(Clock::time_point now);
  // The person typed; `interrupt`: Escape or Ctrl-C.
  void typed(bool interrupt, Clock::time_point now);

  State state() const { return state_; }
  // Nothing better than a guess has spoken.
  bool only_guesses() const { return !heard_; }

  std::optional<Clock::time_point> deadline() const;
  void tick(Clock::time_point now);
  std::vector<Change> take_changes() { return changes_.take(); }

 private:
  struct Held {
    Report report;
    Clock::time_point due;
  };

  bool outranked(const Report& report) const;
  void hear_outranked(const Report& report, Clock::time_point now);
  void accept(Report report, Clock::time_point now);
  bool settle_held(Report& report, Clock::time_point now);
  std::optional<std::chrono::milliseconds> hold_time(const Report& report) const;
  bool interrupted(Clock::time_point now) const;
  bool begins() const { return state_ == State::starting || start_guessed_; }
  bool interpret(Report& report, Clock::time_point now) const;
  void complete(const Report& report, Clock::time_point now);
  void commit(Report report, Clock::time_point now);

  const bool may_be_taken_back_;
  ChangeQueue changes_;

  State state_ = State::starting;
  Source source_ = Source::guess;
  std::string kind_;
  std::string message_;
  Clock::time_point since_{};

  Source authority_ = Source::guess;  // osc or hook once it has spoken
  bool heard_ = false;                // anything but a guess
  bool hooks_heard_ = false;
  std::optional<Held> held_;
  std::optional<Held> aside_;  // what an outranked source said, until it is too old to add its text
  std::optional<Clock::time_point> overridden_until_;
  std::optional<Clock::time_point> interrupted_at_;
  bool typed_ = false;                               // since the state began
  std::optional<Clock::time_point> start_guess_at_;  // only while starting
  bool start_guessed_ = false;  // it works only because nothing has been heard of it
};

}  // namespace sandtray::session
