// SPDX-License-Identifier: MIT
// What an agent is doing, from what it writes to its terminal and what its hooks report. Everything
// that comes in is hostile: it may change the state that is shown and nothing else. Changes are
// transitions; the session host adds the start and the end of the process, which this never sees.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "config/agent.h"
#include "session/state.h"

namespace sandtray::session {

struct Change {
  State state = State::starting;
  Source source = Source::guess;
  std::string kind;     // with blocked: permission, question, auth; may be empty
  std::string message;  // safe to show; may be empty
  bool update = false;  // the state is as before and began as before; its message became known
};

class Detector {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Detector(config::Signals signals);
  ~Detector();
  Detector(Detector&&) noexcept;
  Detector& operator=(Detector&&) noexcept;

  // The agent runs. Without this call one that stays silent is `starting` for ever.
  void started(Clock::time_point now);
  // Bytes of the agent's terminal, cut anywhere.
  void output(std::string_view bytes, Clock::time_point now);
  // One event of the agent's hooks or plugin.
  void hook(const Json& event, Clock::time_point now);
  // What the person typed.
  void input(std::string_view bytes, Clock::time_point now);

  // When tick() wants to be called; none while nothing is pending.
  std::optional<Clock::time_point> deadline() const;
  void tick(Clock::time_point now);

  std::vector<Change> take_changes();
  // What to write to the agent's terminal, after each output().
  std::string take_replies();
  // While a person's terminal is attached it answers the agent's queries itself, all but OSC 7501.
  void set_attended(bool attended);

  // Brings a fresh terminal into the modes that the agent has set.
  std::string mode_restore() const;
  // The last title that the agent has set, safe to show.
  std::string title() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// Brings a terminal back to normal whatever an agent did to it.
std::string terminal_reset();

}  // namespace sandtray::session
