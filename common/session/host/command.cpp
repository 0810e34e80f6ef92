// SPDX-License-Identifier: MIT
#include "session/host/command.h"

#include "base/text.h"
#include "platform/signals.h"
#include "platform/tree.h"

namespace sandtray::session {
namespace {

constexpr std::size_t kept_output = 1024;

std::string last_line(const std::string& output) {
  const auto lines = split(output, '\n');
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    if (auto text = display_text(*line); !text.empty()) return ": " + text;
  }
  return {};
}

}  // namespace

Result<> run_command(platform::Loop& loop, const std::vector<std::string>& argv,
                     std::chrono::milliseconds limit,
                     const std::function<void(std::string_view)>& output) {
  auto ends = platform::make_pipe();
  if (!ends) return Failure(ends.error());
  platform::SpawnOptions options;
  options.argv = argv;
  options.env = platform::current_environment();
  options.output = options.error = ends->second.get();
  options.new_session = true;
  options.die_with_parent = true;
  SANDTRAY_TRY(platform::set_blocking(ends->first.get(), false));
  const auto pid = platform::spawn(options);
  if (!pid) return Failure(pid.error());
  ends->second.reset();

  std::string tail;
  const auto from = ends->first.get();
  const auto take_output = [&] {
    char buffer[4096];
    while (true) {
      const auto io = platform::read_some(from, buffer, sizeof buffer);
      if (io.state == platform::IoState::would_block) return;
      if (io.state != platform::IoState::ok) return loop.stop_reading(from);
      output({buffer, io.bytes});
      tail.append(buffer, io.bytes);
      if (tail.size() > 2 * kept_output) tail.erase(0, tail.size() - kept_output);
    }
  };
  std::optional<platform::Ended> ended;
  bool late = false;
  const auto check = [&] {
    while (const auto child = platform::reap()) {
      if (child->pid == *pid) ended = child;
    }
    if (ended) loop.stop();
  };
  loop.on_readable(from, take_output);
  loop.on_child_change(check);
  const auto timer = loop.at(platform::Clock::now() + limit, [&] {
    late = true;
    for (const auto& item : platform::descendants(*pid))
      send_signal(item.key, platform::signals::kill);
    platform::send_signal(*pid, platform::signals::kill);
  });
  check();  // it may have ended before anybody listened
  if (!ended) loop.run();
  take_output();
  loop.forget(from);
  loop.cancel(timer);
  loop.on_child_change([] {});

  const auto name = "the command " + shell_quote(argv);
  if (late) return fail(Code::internal, name + " took too long" + last_line(tail));
  if (ended->code == 0) return {};
  return fail(Code::internal,
              name + " failed with status " + std::to_string(ended->code) + last_line(tail));
}

}  // namespace sandtray::session
