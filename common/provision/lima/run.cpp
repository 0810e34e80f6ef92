// SPDX-License-Identifier: MIT
#include "provision/lima/run.h"

#include <algorithm>
#include <optional>

#include "platform/file.h"
#include "platform/loop.h"
#include "platform/signals.h"
#include "platform/tree.h"
#include "provision/lima/limactl.h"

namespace sandtray::provision {
namespace {

constexpr std::size_t most = 1 << 20;

using Take = std::function<void(std::string_view)>;

// What is there now. False at its end.
bool read_what_is_there(const Take& take, platform::Handle from) {
  char buffer[4096];
  while (true) {
    const auto io = platform::read_some(from, buffer, sizeof buffer);
    if (io.state != platform::IoState::ok) return io.state == platform::IoState::would_block;
    take({buffer, io.bytes});
  }
}

Take into(std::string& text) {
  return [&text](std::string_view bytes) {
    text.append(bytes.substr(0, std::min(bytes.size(), most - text.size())));
  };
}

void kill_with_all_below(platform::ProcessId pid) {
  const auto children = platform::descendants(pid);
  (void)platform::send_signal(pid, platform::signals::kill);
  platform::send_signal(children, platform::signals::kill);
}

}  // namespace

Result<LimaTool> find_limactl(const VmPlace& place) {
  auto program = platform::find_executable(place.limactl);
  if (program.empty()) program = platform::find_executable("limactl");
  if (program.empty()) {
    return fail(Code::unavailable, "limactl is not installed",
                "`sandtray provision lima` fetches it. Or install Lima 2.2.0 or later: "
                "https://lima-vm.io/docs/installation/");
  }
  LimaTool tool;
  tool.program = std::move(program);
  tool.folder = place.folder;
  tool.lima_home = place.lima_home;
  tool.programs = place.programs;
  return tool;
}

platform::Environment lima_environment(const LimaTool& tool) {
  auto env = platform::current_environment();
  // LIMA_INSTANCE, LIMA_WORKDIR and the like mean the person's own machines; an agent of SSH keys
  // is nothing that Lima is to hand on.
  std::erase_if(env, [](const auto& variable) {
    return variable.first.starts_with("LIMA_") || variable.first == "SSH_AUTH_SOCK";
  });
  env["LIMA_HOME"] = tool.lima_home;
  if (!tool.programs.empty()) {
    auto& path = env["PATH"];
    path = path.empty() ? tool.programs : tool.programs + ":" + path;
  }
  if (tool.emulation) {
    // Lima takes KVM wherever there is its device; what is said here it leaves alone.
    env.emplace("QEMU_SYSTEM_X86_64",
                "qemu-system-x86_64 -machine q35,vmport=off -accel tcg,thread=multi,tb-size=512 "
                "-cpu max");
    env.emplace("QEMU_SYSTEM_AARCH64",
                "qemu-system-aarch64 -machine virt -accel tcg,thread=multi,tb-size=512 -cpu max");
  }
  return env;
}

std::vector<std::string> lima_command(const LimaTool& tool, const std::vector<std::string>& words) {
  std::vector<std::string> argv = {tool.program, "--tty=false", "--log-format", "json"};
  argv.insert(argv.end(), words.begin(), words.end());
  return argv;
}

Result<LimaSaid> run_limactl(const LimaTool& tool, const std::vector<std::string>& words,
                             std::chrono::milliseconds patience) {
  auto out = platform::make_pipe();
  if (!out) return Failure(out.error());
  auto log = platform::make_pipe();
  if (!log) return Failure(log.error());
  SANDTRAY_TRY(platform::set_blocking(out->first.get(), false));
  SANDTRAY_TRY(platform::set_blocking(log->first.get(), false));
  auto loop = platform::Loop::create();
  platform::SpawnOptions options;
  options.argv = lima_command(tool, words);
  options.env = lima_environment(tool);
  options.folder = tool.folder;
  options.output = out->second.get();
  options.error = log->second.get();
  options.new_session = true;
  options.die_with_parent = true;
  const auto pid = platform::spawn(options);
  if (!pid) return Failure(pid.error());
  out->second.reset();
  log->second.reset();

  LimaSaid said;
  std::optional<platform::Ended> ended;
  const auto look = [&] {
    ended = platform::reap(*pid);
    if (ended) loop->stop();
  };
  const auto take_out = tool.heard ? tool.heard : into(said.out);
  const auto take_log = into(said.log);
  const auto collect = [&](platform::Handle from, const Take& take) {
    loop->on_readable(from, [&loop, from, &take] {
      if (!read_what_is_there(take, from)) loop->stop_reading(from);
    });
  };
  collect(out->first.get(), take_out);
  collect(log->first.get(), take_log);
  loop->on_child_change(look);
  if (tool.cancel != nullptr) tool.cancel->heed(*loop);
  loop->at(platform::Clock::now() + patience, [&] { loop->stop(); });
  look();  // it may have ended before anybody listened
  if (!ended) loop->run();
  said.in_time = ended.has_value();
  if (!ended) {
    said.cancelled = tool.cancel != nullptr && tool.cancel->is_wanted();
    kill_with_all_below(*pid);
    ended = platform::wait_for(*pid);
  }
  (void)read_what_is_there(take_out, out->first.get());
  (void)read_what_is_there(take_log, log->first.get());
  said.code = ended->code;
  loop.reset();
  if (tool.cancel != nullptr) tool.cancel->listen();
  platform::let_broken_pipe_end_us();
  return said;
}

Failure cancelled(const std::string& what) {
  return fail(Code::unavailable, what + ": cancelled", "The same command goes on from here.");
}

Result<std::string> ask_limactl(const LimaTool& tool, const std::vector<std::string>& words,
                                std::chrono::milliseconds patience, const std::string& what) {
  auto said = run_limactl(tool, words, patience);
  if (!said) return Failure(said.error());
  if (said->cancelled) return cancelled(what);
  if (!said->in_time) {
    return fail(
        Code::unavailable,
        what + ": limactl took longer than " +
            std::to_string(std::chrono::duration_cast<std::chrono::seconds>(patience).count()) +
            " s and was ended");
  }
  if (said->code != 0) return Failure(lima_error(what, said->code, said->log));
  return std::move(said->out);
}

}  // namespace sandtray::provision
