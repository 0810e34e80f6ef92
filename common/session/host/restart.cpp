// SPDX-License-Identifier: MIT
// What comes after a crash of the agent whose preset wants it back: nothing of it may run any more,
// then the session waits, and then the same command is started on a terminal of its own.
#include "base/clock.h"
#include "platform/tree.h"
#include "session/host/command.h"
#include "session/host/host.h"

namespace sandtray::session {

// True when it runs again. False: the session ends as the agent has.
bool Host::restart() {
  const auto& wish = job_.restart;
  const bool crashed = how_ && how_->code != 0 && !never_ran_;
  if (!crashed || stop_asked_ || job_.spec.channel != sandbox::Channel::pty) return false;
  if (platform::Clock::now() - started_ >= std::chrono::seconds(wish.calm_s)) restarts_ = 0;
  if (restarts_ >= wish.times) return false;
  const auto size = agent_->size();
  if (!clear_for_restart()) return false;
  const int delay_s = config::restart_delay_s(wish, restarts_++);
  tell_crash(delay_s);
  if (!wait_for_restart(delay_s)) return false;
  const auto started = start_again(size);
  if (!started && !stop_asked_) warn("it is not started again: " + started.error().message);
  return started.has_value();
}

bool Host::clear_for_restart() {
  stopper_.reset();
  if (!platform::kill_all_descendants(kill_patience)) return false;
  agent_->drain(drain_patience);
  loop_.cancel(repaint_);
  agent_.reset();
  // It has taken what waited for it along.
  clients_.take_input(true);
  // What it has made of the terminal is no good for the next one.
  log_bytes(terminal_reset());
  detector_ = Detector(job_.signals);
  detector_.set_attended(attended_);
  follow_detector();
  return true;
}

void Host::tell_crash(int delay_s) {
  present_.type = "state";
  present_.time_ms = present_.since_ms = now_ms();
  present_.state = State::failed;
  present_.source = Source::exit;
  present_.kind = "crash";
  present_.pid.reset();
  present_.message = (how_->signal != 0 ? "signal " + std::to_string(how_->signal) + " ended it"
                                        : "it ended with " + std::to_string(how_->code)) +
                     ", and is started again in " + std::to_string(delay_s) + " s (" +
                     std::to_string(restarts_) + " of " + std::to_string(job_.restart.times) + ")";
  loop_.cancel(publish_);
  publish_ = 0;
  publish();
}

// False if it is to be stopped meanwhile.
bool Host::wait_for_restart(int delay_s) {
  waits_ = true;
  const auto due = platform::Clock::now() + std::chrono::seconds(delay_s);
  const auto timer = loop_.at(due, [this] { loop_.stop(); });
  loop_.run();
  loop_.cancel(timer);
  waits_ = false;
  // Of a wait that is over, nothing may stay as the last word.
  present_.kind.clear();
  present_.message.clear();
  return !stop_asked_;
}

// A container of the last run may still have its name: the plan's clean-up comes first.
Result<> Host::start_again(platform::TerminalSize size) {
  for (const auto& argv : job_.plan.cleanup) {
    (void)run_command(loop_, argv, cleanup_limit, [](std::string_view) {});
  }
  if (!stop_asked_) SANDTRAY_TRY(run_preparations());
  if (stop_asked_) return fail(Code::unavailable, "stopped before it was started again");
  present_.state = State::starting;
  SANDTRAY_TRY(start_agent());
  if (size.rows != 0) agent_->set_size(size);
  return {};
}

}  // namespace sandtray::session
