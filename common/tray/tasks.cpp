// SPDX-License-Identifier: MIT
#include "tray/tasks.h"

#include <utility>

#include "platform/file.h"
#include "platform/signals.h"
#include "platform/socket.h"

namespace sandtray::tray {
namespace {

constexpr std::size_t most_output = 64 << 10;

}  // namespace

Result<int> Tasks::start(Task task) {
  auto pipe = platform::make_pipe();
  if (!pipe) return Failure(pipe.error());
  platform::SpawnOptions options;
  options.argv = task.argv;
  options.env = task.env;
  options.folder = task.folder;
  options.output = pipe->second.get();
  options.error = pipe->second.get();
  options.new_session = true;
  options.die_with_parent = task.die_with_us;
  const auto pid = platform::spawn(options);
  if (!pid) return Failure(pid.error());
  pipe->second.reset();
  (void)platform::set_blocking(pipe->first.get(), false);
  const int number = ++last_number_;
  auto& running = running_[number];
  running.task = std::move(task);
  running.pid = *pid;
  running.output = std::move(pipe->first);
  running.reading = loop_.on_readable(running.output.get(), [this, number] { read(number); });
  running.ending = loop_.on_exit(*pid, [this, number](int code) { finish(number, code); });
  return number;
}

void Tasks::ask_to_end(int number) {
  const auto at = running_.find(number);
  if (at != running_.end()) platform::send_signal(at->second.pid, platform::signals::terminate);
}

// It is still ours to reap.
void Tasks::end(int number) {
  const auto at = running_.find(number);
  if (at == running_.end()) return;
  at->second.task.heard = [](const std::string&) {};
  at->second.task.done = [](int, const std::string&) {};
  platform::send_signal(at->second.pid, platform::signals::kill);
}

// Some of what there is: a command that never stops talking must not keep the loop. False if there
// is nothing.
bool Tasks::read(int number) {
  const auto at = running_.find(number);
  if (at == running_.end()) return false;
  auto& running = at->second;
  std::string heard;
  char buffer[4096];
  while (heard.size() < most_output) {
    const auto io = platform::read_some(running.output.get(), buffer, sizeof buffer);
    if (io.state == platform::IoState::ok) {
      heard.append(buffer, io.bytes);
      continue;
    }
    if (io.state != platform::IoState::would_block) running.reading.reset();
    break;
  }
  if (heard.empty()) return false;
  if (running.task.heard) {
    const auto callback = running.task.heard;  // it may end its own task
    callback(heard);
  } else if (running.text.size() < most_output) {
    running.text += heard;
  }
  return true;
}

void Tasks::finish(int number, int code) {
  while (read(number)) {
  }
  const auto taken = running_.extract(number);
  if (!taken.empty()) taken.mapped().task.done(code, taken.mapped().text);
}

}  // namespace sandtray::tray
