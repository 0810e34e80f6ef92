// SPDX-License-Identifier: MIT
#include "session/host/agent.h"

#include <algorithm>

#include "platform/file.h"
#include "platform/socket.h"
#include "platform/variable_name.h"

namespace sandtray::session {
namespace {

constexpr std::size_t pause_above = 256 << 10;
constexpr std::size_t resume_below = 64 << 10;
constexpr std::size_t most_answers = 16 << 10;
constexpr std::string_view guest_ok = "ok\n";  // guest/start.h
constexpr int most_reads = 64;                 // in one go: clients and timers want their turn

platform::Environment environment_of(const Job& job) {
  platform::Environment env;
  const auto ours = platform::current_environment();
  for (const auto& name : job.plan.pass_env) {
    if (const auto it = ours.find(name); it != ours.end()) env.insert(*it);
  }
  for (const auto& [name, value] : job.plan.env) env[platform::variable_name(name)] = value;
  if (job.spec.channel == sandbox::Channel::pty) env.try_emplace("TERM", job.spec.term);
  return env;
}

}  // namespace

Agent::~Agent() {
  if (output_) loop_.forget(output_.get());
  if (input_) loop_.forget(input_.get());
  if (kept_.line) loop_.forget(kept_.line.get());
}

Result<> Agent::start(const Job& job) {
  platform::SpawnOptions options;
  options.argv = job.plan.main;
  options.env = environment_of(job);
  options.folder = job.plan.folder;
  options.new_session = true;
  options.die_with_parent = true;
  for (const auto& file : job.plan.open_files) {
    auto opened = platform::open_readable(file.path);
    if (!opened) return Failure(opened.error());
    options.inherited.push_back({opened->get(), file.descriptor});
    theirs_.push_back(std::move(*opened));
  }
  SANDTRAY_TRY(open_report(job.plan.report_descriptor, options));
  size_ = {job.spec.rows, job.spec.columns};
  SANDTRAY_TRY(open_channel(job.spec.channel, options));
  auto kept = platform::spawn_kept(options);
  if (!kept) return Failure(kept.error());
  kept_ = std::move(*kept);
  loop_.on_readable(kept_.line.get(), [this] { finish(read_ending(kept_)); });
  theirs_.clear();
  open_ = true;
  loop_.on_readable(output_.get(), [this] { read(); });
  return {};
}

Result<> Agent::open_report(int number, platform::SpawnOptions& options) {
  if (number == 0) return {};
  auto report = platform::make_pipe();
  if (!report) return Failure(report.error());
  options.inherited.push_back({report->second.get(), number});
  theirs_.push_back(std::move(report->second));
  report_ = std::move(report->first);
  return platform::set_blocking(report_.get(), false);
}

std::optional<std::string> Agent::never_ran() const {
  if (!report_) return {};
  char buffer[4096];
  const auto io = platform::read_some(report_.get(), buffer, sizeof buffer);
  std::string_view said(buffer, io.state == platform::IoState::ok ? io.bytes : 0);
  const bool tried = said.starts_with(guest_ok);
  if (tried) said.remove_prefix(guest_ok.size());
  if (tried && said.empty()) return {};
  return std::string(said);
}

Result<> Agent::open_channel(sandbox::Channel channel, platform::SpawnOptions& options) {
  if (channel == sandbox::Channel::pty) {
    auto pty = platform::open_pty(size_);
    if (!pty) return Failure(pty.error());
    output_ = std::move(pty->master);
    input_handle_ = output_.get();
    options.input = options.output = options.error = options.terminal = pty->slave.get();
    theirs_.push_back(std::move(pty->slave));
    return {};
  }
  auto in = platform::make_input_pipe();
  if (!in) return Failure(in.error());
  auto out = platform::make_pipe();
  if (!out) return Failure(out.error());
  options.input = in->first.get();
  options.output = options.error = out->second.get();
  theirs_.push_back(std::move(in->first));
  theirs_.push_back(std::move(out->second));
  input_ = std::move(in->second);
  output_ = std::move(out->first);
  input_handle_ = input_.get();
  SANDTRAY_TRY(platform::set_blocking(input_handle_, false));
  return platform::set_blocking(output_.get(), false);
}

// Hands on what one read gives: meanwhile the kernel fills the terminal's small buffer again, which
// a bigger piece would make it wait for. False when nothing more is there now.
bool Agent::read_once() {
  const auto io = platform::read_some(output_.get(), buffer_.get(), buffer_size);
  if (io.state == platform::IoState::ok) {
    callbacks_.output({buffer_.get(), io.bytes});
    return true;
  }
  if (io.state == platform::IoState::would_block) return false;
  open_ = false;
  loop_.stop_reading(output_.get());
  return false;
}

void Agent::read() {
  for (int i = 0; i < most_reads && open_; ++i) {
    if (!read_once()) return;
  }
}

void Agent::write(std::string_view bytes) {
  if (input_handle_ == platform::no_handle || input_ended_) return;
  pending_input_ += bytes;
  flush_input();
}

void Agent::answer(std::string_view bytes) {
  if (pending_input_.size() + bytes.size() <= most_answers) write(bytes);
}

void Agent::end_input() {
  if (!input_) return;
  input_ended_ = true;
  flush_input();
}

void Agent::flush_input() {
  if (input_handle_ == platform::no_handle) return;
  std::size_t done = 0;
  auto state = platform::IoState::ok;
  while (done < pending_input_.size() && state == platform::IoState::ok) {
    const auto io =
        platform::write_some(input_handle_, std::string_view(pending_input_).substr(done));
    state = io.state;
    done += io.bytes;
  }
  if (state != platform::IoState::ok && state != platform::IoState::would_block) {
    done = pending_input_.size();  // nobody reads it any more
    input_ended_ = true;
  }
  pending_input_.erase(0, done);
  if (pending_input_.empty()) std::string().swap(pending_input_);
  if (pending_input_.empty()) {
    loop_.stop_writing(input_handle_);
    if (input_ended_ && input_) {
      loop_.forget(input_handle_);
      input_.reset();
      input_handle_ = platform::no_handle;
    }
  } else {
    loop_.on_writable(input_handle_, [this] { flush_input(); });
  }
  const bool pause = pending_input_.size() > (paused_ ? resume_below : pause_above);
  if (pause != paused_) callbacks_.takes_input(!pause);
  paused_ = pause;
}

void Agent::set_size(platform::TerminalSize size) {
  if (input_ || size == size_ || !output_) return;
  if (platform::set_terminal_size(output_.get(), size)) size_ = size;
}

void Agent::finish(std::optional<platform::Ended> ended) {
  if (std::exchange(over_, true)) return;
  if (kept_.line) loop_.forget(kept_.line.get());
  callbacks_.ended(ended);
}

void Agent::hang_up() {
  if (output_) platform::hang_up_terminal(output_.get());
}

void Agent::drain(std::chrono::milliseconds patience) {
  hang_up();
  const auto deadline = platform::Clock::now() + patience;
  while (open_ && platform::wait_readable(output_.get(), deadline)) read_once();
}

}  // namespace sandtray::session
