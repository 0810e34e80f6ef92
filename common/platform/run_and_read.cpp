// SPDX-License-Identifier: MIT
#include "platform/run_and_read.h"

#include <algorithm>
#include <optional>

#include "platform/handle.h"
#include "platform/loop.h"
#include "platform/process.h"
#include "platform/signals.h"

namespace sandtray::platform {
namespace {

constexpr std::size_t most = 1 << 20;

// What is there now. False at its end.
bool read_what_is_there(Said& said, Handle from) {
  char buffer[4096];
  while (true) {
    const auto io = read_some(from, buffer, sizeof buffer);
    if (io.state != IoState::ok) return io.state == IoState::would_block;
    said.text.append(buffer, std::min(io.bytes, most - said.text.size()));
  }
}

}  // namespace

Result<Said> run_and_read(const std::vector<std::string>& argv,
                          std::chrono::milliseconds patience) {
  auto pipe = make_pipe();
  if (!pipe) return Failure(pipe.error());
  const auto from = pipe->first.get();
  SANDTRAY_TRY(set_blocking(from, false));
  const auto loop = Loop::create();
  SpawnOptions options;
  options.argv = argv;
  options.env = current_environment();
  options.folder = "/";
  options.output = options.error = pipe->second.get();
  options.new_session = true;
  const auto pid = spawn(options);
  if (!pid) return Failure(pid.error());
  pipe->second.reset();

  Said said;
  std::optional<Ended> ended;
  const auto look = [&] {
    ended = reap(*pid);
    if (ended) loop->stop();
  };
  loop->on_readable(from, [&] {
    if (!read_what_is_there(said, from)) loop->stop_reading(from);
  });
  loop->on_child_change(look);
  loop->at(Clock::now() + patience, [&] { loop->stop(); });
  look();  // it may have ended before anybody listened
  if (!ended) loop->run();
  read_what_is_there(said, from);
  said.in_time = ended.has_value();
  if (!ended) {
    (void)send_signal(*pid, signals::kill);
    ended = wait_for(*pid);
  }
  said.code = ended->code;
  let_broken_pipe_end_us();
  return said;
}

}  // namespace sandtray::platform
