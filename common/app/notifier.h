// SPDX-License-Identifier: MIT
// Decides which events become notifications: on transitions only, one per session, silent about
// short successes, about what the person did himself and about agents of which he wants to hear
// nothing, and never a flood: what is over the rate is held and joined, not lost. Pure: the time
// and what counts for an agent come in.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/notification.h"

namespace sandtray::app {

// A bucket of tokens that fills with time.
class RateLimit {
 public:
  RateLimit(int burst, std::int64_t refill_ms) : burst_(burst), refill_ms_(refill_ms) {}
  bool take(std::int64_t now_ms);
  // When the next take() will succeed.
  std::int64_t ready_at(std::int64_t now_ms) const;

 private:
  int burst_;
  std::int64_t refill_ms_;
  std::int64_t spent_until_ms_ = 0;  // the bucket is full again at this time
};

struct Moment {
  std::int64_t now_ms = 0;  // of a clock that never goes back
  int minute_of_day = 0;    // local time
};

// Whether the person wants notifications about the sessions of the agent of that name.
using AgentSwitch = std::function<bool(const std::string& agent)>;

class Notifier {
 public:
  // `tells_of` is asked anew for each event that would be told; without it every agent counts.
  explicit Notifier(AgentSwitch tells_of = {}) : tells_of_(std::move(tells_of)) {}

  struct Outcome {
    std::optional<Notification> show;
    bool withdraw = false;          // what was shown for this session is no longer true
    bool settled_silently = false;  // an ending about which nothing will be said
  };

  // What an earlier tray has told about a session, so that it is not told again and is withdrawn
  // when it is no longer true. Call before the first observe() of that session.
  void remember(const Notification& told);
  // Call with every event and, at start, with every session that is there.
  Outcome observe(const session::Snapshot& snapshot, const Moment& moment,
                  const config::NotificationSettings& settings, const std::string& home);
  // What was held back and may be shown now.
  std::vector<Notification> release(std::int64_t now_ms);
  std::optional<std::int64_t> next_release_ms(std::int64_t now_ms) const;
  void forget(const std::string& session) { memory_.erase(session); }

 private:
  struct Memory {
    bool known = false;
    bool ended = false;
    session::Event last;
    std::int64_t turn_began_ms = 0;  // 0: no turn is under way
    std::int64_t turn_ran_ms = 0;    // of the turn that is over
    bool turn_told = false;          // its end was judged, shown or not
    std::optional<session::State> shown;
    std::optional<Notification> told;  // by an earlier tray
    std::optional<Notification> held;
    RateLimit rate{4, 15'000};
  };

  // Whether the switches, of the kind and of the agent, and the quiet hours let the news through.
  bool lets_through(const Notification& news, const session::Snapshot& snapshot,
                    const Moment& moment, const config::NotificationSettings& settings) const;
  static bool was_told(const Memory& memory, const Notification& news);
  Outcome observe_ending(const session::Snapshot& snapshot, Memory& memory, const Moment& moment,
                         const config::NotificationSettings& settings, const std::string& home);
  Outcome observe_live(const session::Snapshot& snapshot, Memory& memory, const Moment& moment,
                       const config::NotificationSettings& settings, const std::string& home);
  std::optional<Notification> within_rate(Memory& memory, Notification news, std::int64_t now_ms);

  AgentSwitch tells_of_;
  std::map<std::string, Memory> memory_;
  RateLimit overall_{10, 3'000};
};

}  // namespace sandtray::app
