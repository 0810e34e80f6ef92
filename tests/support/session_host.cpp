// SPDX-License-Identifier: MIT
#include "support/session_host.h"

#include <poll.h>
#include <unistd.h>

#include <csignal>
#include <sstream>

#include "platform/loop.h"
#include "platform/paths.h"
#include "platform/socket.h"
#include "session/filenames.h"

namespace sandtray::test {
namespace {

using platform::Clock;
using session::FrameType;

// What a host may need: enough for /bin/sh and the usual tools.
platform::Environment plain_environment() {
  return {{"PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
          {"HOME", "/tmp"},
          {"LANG", "C.UTF-8"}};
}

}  // namespace

bool eventually(const std::function<bool()>& condition, std::chrono::milliseconds limit) {
  const auto deadline = Clock::now() + limit;
  while (!condition()) {
    if (Clock::now() >= deadline) return false;
    poll(nullptr, 0, 2);
  }
  return true;
}

HostClient::HostClient(const std::string& path) {
  auto socket = platform::connect_socket(path);
  if (socket) {
    socket_ = std::move(*socket);
  } else {
    ADD_FAILURE() << socket.error().message;
  }
}

void HostClient::send(FrameType type, const std::string& payload) {
  const auto sent = platform::send_all(socket_.get(), session::encode_frame(type, payload),
                                       Clock::now() + patience);
  EXPECT_TRUE(sent) << "the host does not take a frame";
}

void HostClient::attach(int rows, int columns, bool replay) {
  send(FrameType::attach, dump_json({{"rows", rows}, {"columns", columns}, {"replay", replay}}));
}

void HostClient::stop(int timeout_ms) {
  send(FrameType::stop, dump_json({{"timeout_ms", timeout_ms}}));
}

bool HostClient::read_until(const std::function<bool(const Talk&)>& condition,
                            std::chrono::milliseconds limit) {
  const auto deadline = Clock::now() + limit;
  std::vector<char> buffer(64 << 10);
  while (!condition(talk_)) {
    if (talk_.closed || !socket_) return false;
    const auto io = platform::receive_some(socket_.get(), buffer.data(), buffer.size(), deadline);
    if (io.state == platform::IoState::would_block) return false;
    if (io.state != platform::IoState::ok) {
      talk_.closed = true;
      continue;
    }
    frames_.feed({buffer.data(), io.bytes});
    while (const auto frame = frames_.next()) {
      if (frame->type == FrameType::output) talk_.output += frame->payload;
      if (frame->type == FrameType::replayed) talk_.replay_size = talk_.output.size();
      if (frame->type == FrameType::refused) talk_.refused = frame->payload;
      if (frame->type != FrameType::event) continue;
      const auto event = session::event_from_json(parse_json(frame->payload, "event").value());
      EXPECT_TRUE(event) << frame->payload;
      if (event) talk_.events.push_back(*event);
    }
  }
  return true;
}

bool HostClient::read_until_output(const std::string& text) {
  return read_until([&](const Talk& talk) { return talk.output.find(text) != std::string::npos; });
}

bool HostClient::read_until_state(session::State state) {
  return read_until(
      [&](const Talk& talk) { return !talk.events.empty() && talk.events.back().state == state; });
}

bool HostClient::read_to_end(std::chrono::milliseconds limit) {
  return read_until([](const Talk& talk) { return talk.closed; }, limit);
}

SessionHost::SessionHost() : environment(plain_environment()), folder_(dir_ / "session") {
  spec.id = "abcdefgh";
  spec.name = "test";
  spec.agent = "shell";
  spec.method = "host";
  spec.workspace = dir_.path();
  plan.method = "host";
  plan.folder = dir_.path();
  plan.env = plain_environment();
  EXPECT_TRUE(platform::make_private_folder(folder_));
  // Whatever a killed host leaves behind falls to this process, and is seen there.
  EXPECT_TRUE(platform::become_subreaper());
}

SessionHost::~SessionHost() {
  if (pid_ != 0 && !status_) kill_host();
  EXPECT_TRUE(platform::kill_all_descendants(patience));
}

void SessionHost::run_shell(const std::string& script) {
  plan.main = {"/bin/sh", "-c", script};
}

Result<> SessionHost::start() {
  const bool waits = !asked.empty();
  Json session = {{"version", 1},
                  {"spec", sandbox::spec_to_json(spec)},
                  {"signals", config::signals_to_json(signals)},
                  {"limits", {{"log_bytes", log_bytes}}},
                  {"restart", config::restart_to_json(restart)},
                  {"paths",
                   {{"socket", socket()},
                    {"hook", ""},
                    {"tray", tray_socket},
                    {"program", asked},
                    {"settings", dir_.path()}}},
                  {"created", "2026-01-01T00:00:00.000Z"}};
  if (waits) session["queue"] = {{"ticket", 1}};
  SANDTRAY_TRY(platform::write_file(file(session::filename::session), dump_json(session)));
  SANDTRAY_TRY(platform::write_file(file(waits ? "later.json" : session::filename::plan),
                                    dump_json(sandbox::plan_to_json(plan))));
  auto lock = platform::FileLock::acquire(file(session::filename::lock), false);
  if (!lock) return Failure(lock.error());
  auto ready = platform::make_pipe();
  if (!ready) return Failure(ready.error());
  platform::SpawnOptions options;
  options.argv = {std::string(SANDTRAY_BIN_DIR) + "/sandtray-host",
                  folder_,
                  "--lock-fd",
                  "3",
                  "--ready-fd",
                  "4"};
  options.env = environment;
  options.new_session = true;
  options.inherited = {{lock->handle(), 3}, {ready->second.get(), 4}};
  const auto pid = platform::spawn(options);
  if (!pid) return Failure(pid.error());
  pid_ = *pid;
  ready->second.reset();
  std::string word;
  char buffer[4096];
  while (true) {
    const auto deadline = Clock::now() + patience;
    const auto io = platform::receive_some(ready->first.get(), buffer, sizeof buffer, deadline);
    if (io.state != platform::IoState::ok) break;
    word.append(buffer, io.bytes);
  }
  if (word == "ok\n") return {};
  const auto json = parse_json(word, "the host's word");
  if (!json) return fail(Code::internal, "the host said: " + word);
  return fail(static_cast<Code>(json->value("code", 0)), json->value("message", ""),
              json->value("hint", ""));
}

bool SessionHost::lock_is_held() const {
  return platform::is_locked(file(session::filename::lock));
}

bool SessionHost::wait_for_end(std::chrono::milliseconds limit) {
  return eventually(
      [&] {
        if (!status_) {
          if (const auto ended = platform::reap(pid_)) status_ = ended->code;
        }
        return status_.has_value();
      },
      limit);
}

std::vector<session::Event> SessionHost::events() const {
  std::vector<session::Event> result;
  std::istringstream lines(platform::read_file(file(session::filename::events)).value_or(""));
  for (std::string line; std::getline(lines, line);) {
    const auto json = parse_json(line, "events");
    EXPECT_TRUE(json) << line;
    if (!json) continue;
    const auto event = session::event_from_json(*json);
    EXPECT_TRUE(event) << line;
    if (event) result.push_back(*event);
  }
  return result;
}

std::string SessionHost::log() const {
  constexpr std::uint64_t all = 1u << 30;
  return platform::read_file(file(session::filename::output_old), all).value_or("") +
         platform::read_file(file(session::filename::output), all).value_or("");
}

void SessionHost::kill_host(int signal) {
  platform::send_signal(pid_, signal);
  if (signal == SIGKILL) status_ = platform::wait_for(pid_).code;
}

std::string numbered(int lines) {
  return "seq -f 'line %.0f' 1 " + std::to_string(lines) + "; ";
}

bool nothing_runs(std::chrono::milliseconds limit) {
  return eventually(
      [] {
        while (platform::reap()) {
        }
        return platform::descendants(getpid()).empty();
      },
      limit);
}

}  // namespace sandtray::test
