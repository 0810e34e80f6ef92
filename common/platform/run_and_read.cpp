// SPDX-License-Identifier: MIT
#include "platform/run_and_read.h"

#include <algorithm>
#include <thread>

#include "platform/handle.h"
#include "platform/process.h"
#include "platform/signals.h"
#include "platform/socket.h"

namespace sandtray::platform {
namespace {

constexpr std::size_t most = 1 << 20;
// Its end is looked for so often, for its outputs may stay open.
constexpr auto look = std::chrono::milliseconds(50);

// Whether there may be more.
bool read_until(Said& said, Handle from, Clock::time_point deadline) {
  char buffer[4096];
  while (true) {
    if (!wait_readable(from, deadline)) return true;
    const auto io = receive_some(from, buffer, sizeof buffer, deadline);
    if (io.state != IoState::ok) return io.state == IoState::would_block;
    said.text.append(buffer, std::min(io.bytes, most - said.text.size()));
  }
}

}  // namespace

Result<Said> run_and_read(const std::vector<std::string>& argv,
                          std::chrono::milliseconds patience) {
  auto pipe = make_pipe();
  if (!pipe) return Failure(pipe.error());
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
  const auto deadline = Clock::now() + patience;
  bool open = true;
  while (Clock::now() < deadline) {
    if (open) {
      open = read_until(said, pipe->first.get(), std::min(Clock::now() + look, deadline));
    } else {
      std::this_thread::sleep_for(look);
    }
    if (const auto ended = reap(*pid)) {
      if (open) read_until(said, pipe->first.get(), Clock::now());
      said.code = ended->code;
      return said;
    }
  }
  said.in_time = false;
  (void)send_signal(*pid, signals::kill);
  said.code = wait_for(*pid).code;
  return said;
}

}  // namespace sandtray::platform
