// SPDX-License-Identifier: MIT
#include "support/command.h"

#include <gtest/gtest.h>

#include "platform/loop.h"
#include "platform/signals.h"
#include "platform/socket.h"

namespace sandtray::test {
namespace {

using platform::Clock;
using platform::IoState;

constexpr auto patience = std::chrono::seconds(30);

std::vector<std::string> with_program(std::vector<std::string> argv) {
  if (argv.at(0) == "sandtray") argv[0] = SANDTRAY_BIN_DIR "/sandtray";
  return argv;
}

}  // namespace

Finished run_command(std::vector<std::string> argv, const platform::Environment& env,
                     const std::string& input, const std::string& folder) {
  Finished finished;
  auto in = platform::make_input_pipe();
  auto out = platform::make_pipe();
  auto err = platform::make_pipe();
  platform::SpawnOptions spawn;
  spawn.argv = with_program(std::move(argv));
  spawn.env = env;
  spawn.folder = folder;
  spawn.input = in->first.get();
  spawn.output = out->second.get();
  spawn.error = err->second.get();
  const auto pid = platform::spawn(spawn);
  if (!pid) {
    ADD_FAILURE() << pid.error().message;
    return finished;
  }
  in->first.reset();
  out->second.reset();
  err->second.reset();
  const auto loop = platform::Loop::create();
  int open = 2;
  std::string rest = input;
  const auto write_input = [&] {
    const auto io = platform::write_some(in->second.get(), rest);
    if (io.state == IoState::ok) rest.erase(0, io.bytes);
    if (rest.empty() || (io.state != IoState::ok && io.state != IoState::would_block)) {
      loop->forget(in->second.get());
      in->second.reset();
    }
  };
  for (const auto handle : {in->second.get(), out->first.get(), err->first.get()}) {
    EXPECT_TRUE(platform::set_blocking(handle, false));
  }
  if (rest.empty()) {
    in->second.reset();
  } else {
    loop->on_writable(in->second.get(), write_input);
  }
  const auto collect = [&](platform::Handle handle, std::string& text) {
    loop->on_readable(handle, [&, handle] {
      char buffer[16384];
      const auto io = platform::read_some(handle, buffer, sizeof buffer);
      if (io.state == IoState::ok) text.append(buffer, io.bytes);
      if (io.state == IoState::ok || io.state == IoState::would_block) return;
      loop->forget(handle);
      if (--open == 0) loop->stop();
    });
  };
  collect(out->first.get(), finished.out);
  collect(err->first.get(), finished.err);
  bool late = false;
  loop->at(Clock::now() + patience, [&] {
    late = true;
    platform::send_signal(*pid, platform::signals::kill);
  });
  loop->run();
  const auto ended = platform::wait_for(*pid);
  finished.status = late ? -1 : ended.code;
  return finished;
}

OnTerminal::OnTerminal(std::vector<std::string> argv, const platform::Environment& env,
                       const std::string& folder) {
  auto pty = platform::open_pty({});
  if (!pty) {
    ADD_FAILURE() << pty.error().message;
    return;
  }
  pty_ = std::move(*pty);
  platform::SpawnOptions spawn;
  spawn.argv = with_program(std::move(argv));
  spawn.env = env;
  spawn.folder = folder;
  spawn.input = spawn.output = spawn.error = spawn.terminal = pty_.slave.get();
  const auto pid = platform::spawn(spawn);
  if (!pid) {
    ADD_FAILURE() << pid.error().message;
    return;
  }
  pid_ = *pid;
}

OnTerminal::~OnTerminal() {
  if (pid_ == 0) return;
  platform::send_signal(pid_, platform::signals::kill);
  platform::wait_for(pid_);
}

void OnTerminal::type(const std::string& keys) {
  EXPECT_TRUE(platform::write_some(pty_.master.get(), keys).state == IoState::ok);
}

void OnTerminal::resize(unsigned short rows, unsigned short columns) {
  EXPECT_TRUE(platform::set_terminal_size(pty_.master.get(), {rows, columns}));
}

bool OnTerminal::read_some_more(Clock::time_point deadline) {
  char buffer[16384];
  const auto io = platform::receive_some(pty_.master.get(), buffer, sizeof buffer, deadline);
  if (io.state != IoState::ok) return false;
  screen_.append(buffer, io.bytes);
  return true;
}

bool OnTerminal::shows(const std::string& text) {
  const auto deadline = Clock::now() + patience;
  while (true) {
    const auto at = screen_.find(text, seen_);
    if (at != std::string::npos) {
      seen_ = at + text.size();
      return true;
    }
    if (!read_some_more(deadline)) return false;
  }
}

std::optional<int> OnTerminal::status() {
  // The slave stays open here so that its modes can be looked at: the end of the process is what
  // counts, and a full terminal must not keep it from ending.
  const auto deadline = Clock::now() + patience;
  while (pid_ != 0 && Clock::now() < deadline) {
    if (const auto ended = platform::reap(pid_)) {
      while (read_some_more(Clock::now())) {
      }
      pid_ = 0;
      return ended->code;
    }
    read_some_more(Clock::now() + std::chrono::milliseconds(20));
  }
  return std::nullopt;
}

}  // namespace sandtray::test
