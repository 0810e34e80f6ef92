// SPDX-License-Identifier: MIT
// The first part of a host's life: everything until the agent runs.
#include <algorithm>

#include "base/clock.h"
#include "platform/file.h"
#include "platform/signals.h"
#include "platform/socket.h"
#include "platform/tree.h"
#include "session/filenames.h"
#include "session/host/command.h"
#include "session/host/host.h"
#include "session/mount_list.h"

namespace sandtray::session {
namespace {

constexpr auto prepare_limit = std::chrono::minutes(30);
constexpr auto default_grace = std::chrono::seconds(10);
constexpr std::size_t most_hint = 1024;
constexpr auto tray_patience = std::chrono::milliseconds(100);

}  // namespace

Result<> Host::start() {
  auto result = open_socket();
  if (result && job_.waits) {
    queue_up();
  } else if (result) {
    result = begin();
  }
  if (result) {
    // For people alone, so the agent does not wait for it, nor end without it.
    (void)platform::write_file(job_.folder + "/" + filename::pid,
                               std::to_string(platform::own_pid()) + "\n");
    tell_tray();
  } else {
    fail_to_start(result.error());
  }
  return result;
}

Result<> Host::begin() {
  SANDTRAY_TRY(open_hooks());
  SANDTRAY_TRY(prepare());
  SANDTRAY_TRY(start_agent());
  for (const auto& report : job_.plan.reports) warn(report);
  return {};
}

void Host::fail_to_start(const Error& why) {
  over_ = true;
  stopper_.reset();
  clean_up();
  if (!stop_asked_) {
    present_.status = static_cast<int>(why.code);
    present_.hint = why.hint.substr(0, most_hint);
  }
  end(State::failed, stop_asked_ ? "stopped" : "", why.message, std::nullopt);
}

Result<> Host::open_socket() {
  SANDTRAY_TRY(platform::become_subreaper());
  // The hang-up of the terminal that it was started from is no reason to end.
  loop_.on_signal(platform::signals::hang_up, [] {});
  loop_.on_signal(platform::signals::interrupt, [this] { stop(default_grace); });
  loop_.on_signal(platform::signals::terminate, [this] { stop(default_grace); });
  auto listener = platform::listen_socket(job_.socket);
  if (!listener) return Failure(listener.error());
  clients_.listen(std::move(*listener));
  return {};
}

Result<> Host::open_hooks() {
  if (job_.plan.hook_socket.empty()) return {};
  auto hooks = platform::listen_socket(job_.plan.hook_socket);
  if (!hooks) return Failure(hooks.error());
  hooks_.listen(std::move(*hooks));
  return {};
}

Result<> Host::prepare() {
  SANDTRAY_TRY(placeholders_.hold(job_.plan.placeholders));
  guarded_.remember(job_.plan.guarded);
  git_folders_.remember(job_.plan.git_folders);
  SANDTRAY_TRY(write_mount_list(job_.plan, job_.folder + "/" + filename::files));
  return run_preparations();
}

Result<> Host::run_preparations() {
  for (const auto& argv : job_.plan.prepare) {
    auto done = run_command(loop_, argv, prepare_limit,
                            [this](std::string_view bytes) { log_bytes(bytes); });
    if (stop_asked_) return fail(Code::unavailable, "stopped before the agent was started");
    if (!done) {
      return fail(Code::unavailable,
                  "the method " + job_.spec.method + " cannot be used: " + done.error().message,
                  "What it needs has to be installed and to run; `sandtray methods show " +
                      job_.spec.method + "` names its command and its file.");
    }
  }
  stopper_.reset();
  return {};
}

Result<> Host::start_agent() {
  agent_ = std::make_unique<Agent>(
      loop_, Agent::Callbacks{
                 .output = [this](std::string_view bytes) { take_output(bytes); },
                 .takes_input = [this](bool takes) { clients_.take_input(takes); },
                 .ended =
                     [this](std::optional<platform::Ended> how) {
                       how_ = how;
                       loop_.stop();
                     },
             });
  loop_.on_child_change([this] { reap_children(); });
  if (auto started = agent_->start(job_); !started) {
    agent_.reset();
    return started;
  }
  started_ = platform::Clock::now();
  present_.time_ms = present_.since_ms = now_ms();
  present_.pid = agent_->pid();
  if (job_.spec.channel == sandbox::Channel::pipe) {
    present_.state = State::working;  // nobody can talk to it in between
    present_.source = Source::guess;
  } else {
    detector_.started(platform::Clock::now());
  }
  publish();
  follow_detector();
  return {};
}

void Host::tell_tray() const {
  if (job_.tray_socket.empty()) return;
  const auto tray = platform::connect_socket(job_.tray_socket, tray_patience);
  if (!tray) return;
  (void)platform::send_all(tray->get(), "ready " + job_.spec.id + "\n",
                           platform::Clock::now() + tray_patience);
}

}  // namespace sandtray::session
