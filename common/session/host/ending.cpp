// SPDX-License-Identifier: MIT
// The last part of a host's life. The order matters: first nothing may run any more, then the
// output is complete, then what the plan left behind goes, and only then is the ending told.
#include <algorithm>

#include "base/clock.h"
#include "base/text.h"
#include "platform/file.h"
#include "platform/tree.h"
#include "session/filenames.h"
#include "session/host/command.h"
#include "session/host/host.h"

namespace sandtray::session {
namespace {

// For a client that takes nothing: on a busy machine its turn may be that far off.
constexpr auto client_patience = std::chrono::seconds(3);

}  // namespace

void Host::reap_children() {
  while (const auto child = platform::reap()) {
    if (asking_.erase(child->pid) == 0 || !asking_.empty() || over_) continue;
    stop_processes(time_to_stop());
  }
}

void Host::wind_up() {
  over_ = true;
  loop_.cancel(asked_);
  stopper_.reset();
  if (!platform::kill_all_descendants(kill_patience)) {
    warn("a process of this session cannot be ended; it is stuck in the system");
  }
  if (agent_) agent_->drain(drain_patience);
  hooks_.close();
  clean_up();
  tell_how_it_ended();
}

// The status of a wrapper that has not come to start the agent is no word of the agent's.
void Host::tell_how_it_ended() {
  if (!how_) {
    return end(State::failed, "host", "the keeper of the agent's processes was killed",
               std::nullopt);
  }
  if (stop_asked_) return end(State::exited, "stopped", "", how_->code);
  auto reason = never_ran_;
  if (!reason) return end(State::exited, how_->signal != 0 ? "signal" : "", "", how_->code);
  if (reason->empty()) reason = last_line();
  if (reason->empty() && how_->signal != 0) {
    reason = "it was ended by signal " + std::to_string(how_->signal);
  }
  if (reason->empty()) reason = "it ended with " + std::to_string(how_->code);
  end(State::failed, "method",
      "the method " + job_.plan.method + " could not start the agent: " + *reason, std::nullopt);
}

std::string Host::last_line() const {
  char buffer[1024];
  const auto end = output_.end();
  const auto size = std::min<OutputLog::Position>(sizeof buffer, end - output_.begin());
  std::string text(buffer, output_.read(end - size, buffer, size));
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return display_text(text.substr(text.rfind('\n') + 1));
}

void Host::clean_up() {
  bool clean = true;
  for (const auto& argv : job_.plan.cleanup) {
    // What it says is no output of the agent's: its last line is in the error.
    const auto done = run_command(loop_, argv, cleanup_limit, [](std::string_view) {});
    if (!done) warn("cleaning up: " + done.error().message);
    clean = clean && done;
  }
  if (clean && !job_.cleanup_file.empty()) (void)platform::remove_tree(job_.cleanup_file);
  platform::kill_all_descendants(kill_patience);
  for (const auto& path : guarded_.replaced()) {
    warn(display_text(path) +
         " was replaced during the session, which took its guard away: see "
         "what the agent made of it before you run git or an agent there");
  }
  look_at_workspace();
  placeholders_.remove();
}

void Host::end(State state, const std::string& kind, const std::string& message,
               std::optional<int> exit_code) {
  loop_.cancel(tick_);
  loop_.cancel(repaint_);
  loop_.cancel(publish_);
  output_.flush();
  present_.type = "ended";
  present_.time_ms = present_.since_ms = now_ms();
  present_.state = state;
  present_.source = Source::exit;
  present_.kind = kind;
  // What an agent said last stays of interest after its end.
  if (!message.empty()) present_.message = message;
  present_.exit_code = exit_code;
  present_.output_bytes = output_.end();
  present_.unwritten_bytes = output_.unwritten();
  events_.append(present_);
  (void)platform::remove_tree(job_.socket);
  if (!job_.plan.hook_socket.empty()) (void)platform::remove_tree(job_.plan.hook_socket);
  (void)platform::remove_tree(job_.folder + "/" + filename::pid);
  clients_.finish(dump_json(event_to_json(present_)), client_patience, [this] { loop_.stop(); });
}

}  // namespace sandtray::session
