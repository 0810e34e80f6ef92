// SPDX-License-Identifier: MIT
#include "session/host/host.h"

#include <algorithm>
#include <utility>

#include "base/clock.h"
#include "base/text.h"
#include "platform/file.h"
#include "platform/memory.h"
#include "platform/tree.h"
#include "session/replay.h"

namespace sandtray::session {
namespace {

using platform::Clock;

// Longer than a program needs to see the first size: two changes at once are none.
constexpr auto repaint_pause = std::chrono::milliseconds(50);
constexpr std::size_t most_message = 2048;
// Without work for so long a host gives back the memory that the work has needed.
constexpr auto rest_pause = std::chrono::seconds(2);

}  // namespace

Host::Host(platform::Loop& loop, Job job, OutputLog output, EventLog events)
    : loop_(loop),
      job_(std::move(job)),
      output_(std::move(output)),
      events_(std::move(events)),
      detector_(job_.signals),
      clients_(loop, output_, wishes()),
      hooks_(loop, [this](const Json& document) { take_hook(document); }) {
  present_.type = "started";
  present_.since_ms = present_.time_ms = now_ms();
}

Result<std::unique_ptr<Host>> Host::create(platform::Loop& loop, Job job) {
  auto output = OutputLog::create(job.folder, job.log_bytes);
  if (!output) return Failure(output.error());
  auto events = EventLog::create(job.folder);
  if (!events) return Failure(events.error());
  return std::make_unique<Host>(loop, std::move(job), std::move(*output), std::move(*events));
}

void Host::run() {
  if (!over_ && job_.waits) start_in_turn();
  if (!over_) {
    do {
      loop_.run();  // until the agent has ended
      never_ran_ = agent_->never_ran();
    } while (restart());
    wind_up();
  }
  loop_.run();  // until every client knows
}

Clients::Wishes Host::wishes() {
  return {
      .input = [this](std::string_view bytes) { take_input(bytes); },
      .end_input =
          [this] {
            early_end_ = early_end_ || job_.waits;
            if (agent_) agent_->end_input();
          },
      .size = [this](platform::TerminalSize size) { take_size(size); },
      .stop = [this](std::chrono::milliseconds grace) { stop(grace); },
      .attended =
          [this](bool anybody) {
            attended_ = anybody;
            detector_.set_attended(anybody);
          },
      .event = [this] { return dump_json(event_to_json(present_)); },
      .modes = [this] { return detector_.mode_restore(); },
      .attached = [this](platform::TerminalSize size) { repaint(size); },
  };
}

void Host::take_output(std::string_view bytes) {
  rest_later();
  log_bytes(bytes);
  detector_.output(bytes, Clock::now());
  // What asks a pipe would find the answer among its data.
  const auto replies = detector_.take_replies();
  const bool terminal = job_.spec.channel == sandbox::Channel::pty;
  if (terminal && !replies.empty()) agent_->answer(replies);
  follow_detector();
}

void Host::take_hook(const Json& document) {
  if (!agent_) return;
  detector_.hook(document, Clock::now());
  follow_detector();
}

void Host::take_input(std::string_view bytes) {
  if (job_.waits && !over_) return take_early_input(bytes);
  if (!agent_ || over_) return;
  rest_later();
  detector_.input(bytes, Clock::now());
  agent_->write(bytes);
  follow_detector();
}

void Host::take_size(platform::TerminalSize size) {
  loop_.cancel(repaint_);
  if (job_.waits && size.rows != 0) {
    job_.spec.rows = size.rows;
    job_.spec.columns = size.columns;
  }
  if (agent_ && !over_) agent_->set_size(size);
}

// A program on the alternate screen paints only what changes. Another size makes it paint all.
void Host::repaint(platform::TerminalSize size) {
  if (job_.waits) return take_size(size);
  if (!agent_ || over_) return;
  const bool has_size = size.rows != 0;
  const auto wanted = has_size ? size : agent_->size();
  const bool differs = has_size && size != agent_->size();
  if (differs || !uses_alternate_screen(detector_.mode_restore()) || wanted.rows < 2) {
    take_size(wanted);
    return;
  }
  agent_->set_size({static_cast<unsigned short>(wanted.rows - 1), wanted.columns});
  loop_.cancel(repaint_);
  repaint_ = loop_.at(Clock::now() + repaint_pause, [this, wanted] { take_size(wanted); });
}

// The method's own commands go first; a further request does not wait for them.
void Host::stop(std::chrono::milliseconds grace) {
  const bool first = !std::exchange(stop_asked_, true);
  if (waits_) return loop_.stop();
  if (over_ || (first && ask_to_end(grace))) return;
  stop_processes(asking_.empty() ? grace : std::min(grace, time_to_stop()));
}

std::chrono::milliseconds Host::time_to_stop() const {
  const auto left = std::max(stop_deadline_ - Clock::now(), Clock::duration::zero());
  return std::chrono::duration_cast<std::chrono::milliseconds>(left);
}

// Whether some command is at it. It has half of the time, the signals the other half.
bool Host::ask_to_end(std::chrono::milliseconds grace) {
  if (!agent_ || grace.count() == 0) return false;
  for (const auto& argv : job_.plan.stop) {
    platform::SpawnOptions options;
    options.argv = argv;
    options.env = platform::current_environment();
    options.new_session = options.die_with_parent = true;
    const auto started = platform::spawn(options);
    if (started) asking_.insert(*started);
    if (!started) warn("stopping: " + started.error().message);
  }
  if (asking_.empty()) return false;
  const auto now = Clock::now();
  stop_deadline_ = now + grace;
  asked_ = loop_.at(now + grace / 2, [this] { stop_processes(time_to_stop()); });
  return true;
}

void Host::stop_processes(std::chrono::milliseconds grace) {
  loop_.cancel(asked_);
  asking_.clear();
  if (!stopper_) {
    const int ours = agent_ ? platform::keeper_levels : 0;
    stopper_ =
        std::make_unique<Stopper>(loop_, ours, agent_ ? job_.plan.wrapper_levels : 0, [this] {
          if (agent_) agent_->hang_up();
        });
  }
  stopper_->stop(grace);
}

void Host::follow_detector() {
  for (auto& change : detector_.take_changes()) {
    present_.type = "state";
    present_.time_ms = now_ms();
    if (!change.update) present_.since_ms = present_.time_ms;
    present_.state = change.state;
    present_.source = change.source;
    present_.kind = std::move(change.kind);
    present_.message = std::move(change.message).substr(0, most_message);
    publish_at_pace();
  }
  loop_.cancel(tick_);
  tick_ = 0;
  if (over_) return;
  if (const auto when = detector_.deadline()) {
    tick_ = loop_.at(*when, [this] {
      detector_.tick(Clock::now());
      follow_detector();
    });
  }
}

// One timer per stretch of work, none while nothing happens.
void Host::rest_later() {
  worked_ = rest_ != 0;
  if (worked_) return;
  rest_ = loop_.at(Clock::now() + rest_pause, [this] {
    rest_ = 0;
    if (worked_) {
      rest_later();
    } else {
      look_at_workspace();
      platform::release_unused_memory();
    }
  });
}

// A person may run git, or an agent of theirs, in the workspace whenever the agent rests.
void Host::look_at_workspace() {
  for (const auto& message : git_folders_.news()) warn(message);
  for (const auto& path : job_.plan.watch) {
    if (!platform::exists(path) || !made_.insert(path).second) continue;
    warn("the session has made " + display_text(path) +
         ", which git or an agent on this machine obeys: look at it first");
  }
}

void Host::log_bytes(std::string_view bytes) {
  output_.append(bytes, Clock::now());
  if (const auto failure = output_.take_failure(); !failure.empty()) {
    warn(failure + "; the session goes on without");
  }
  events_.flush();
  clients_.output(bytes);
}

// Says something beside the state, which stays.
void Host::warn(std::string_view message) {
  Event event = present_;
  event.type = "warning";
  event.time_ms = now_ms();
  event.message = std::string(message.substr(0, most_message));
  events_.append(event);
  clients_.event(dump_json(event_to_json(event)));
}

// Of changes that come too fast only the last is told, as soon as it may be.
void Host::publish_at_pace() {
  if (publish_ != 0) return;
  const auto now = Clock::now();
  if (pace_.take(now)) return publish();
  publish_ = loop_.at(pace_.next(), [this] {
    publish_ = 0;
    publish_at_pace();
  });
}

void Host::publish() {
  events_.append(present_);
  clients_.event(dump_json(event_to_json(present_)));
}

}  // namespace sandtray::session
