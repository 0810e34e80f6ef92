// SPDX-License-Identifier: MIT
#include "tray/program.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <utility>

namespace sandtray::test {

Program::Program(Reactor& reactor, std::vector<std::string> argv, platform::Environment env)
    : reactor_(reactor) {
  auto pipe = platform::make_pipe();
  platform::SpawnOptions options;
  options.argv = std::move(argv);
  options.env = std::move(env);
  options.output = pipe->second.get();
  options.error = 2;
  options.die_with_parent = true;
  const auto pid = platform::spawn(options);
  if (!pid) {
    ADD_FAILURE() << pid.error().message;
    return;
  }
  pid_ = *pid;
  output_ = std::move(pipe->first);
  (void)platform::set_blocking(output_.get(), false);
  reactor_.add(output_.get(), [this] { read(); });
}

void Program::read() {
  char buffer[4096];
  while (true) {
    const auto io = platform::read_some(output_.get(), buffer, sizeof buffer);
    if (io.state == platform::IoState::would_block) break;
    if (io.state != platform::IoState::ok) {
      reactor_.remove(output_.get());
      break;
    }
    text_.append(buffer, io.bytes);
  }
  for (auto end = text_.find('\n'); end != std::string::npos; end = text_.find('\n')) {
    lines_.push_back(text_.substr(0, end));
    text_.erase(0, end + 1);
  }
}

void Program::kill() {
  if (pid_ == 0) return;
  platform::send_signal(pid_, SIGKILL);
  wait();
}

int Program::wait() {
  if (output_) reactor_.remove(output_.get());
  return platform::wait_for(std::exchange(pid_, 0)).code;
}

}  // namespace sandtray::test
