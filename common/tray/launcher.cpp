// SPDX-License-Identifier: MIT
#include "tray/launcher.h"

#include <utility>

#include "app/strings.h"
#include "base/log.h"
#include "base/text.h"
#include "platform/file.h"
#include "platform/process.h"
#include "platform/socket.h"
#include "platform/window_command.h"
#include "session/filenames.h"

namespace sandtray::tray {
namespace {

constexpr auto attach_patience = std::chrono::seconds(5);
constexpr std::size_t most_output = 4096;
constexpr auto report_variable = "SANDTRAY_ATTACH_REPORT";

}  // namespace

platform::Environment persons_environment() {
  auto variables = platform::current_environment();
  for (const auto* name : {"NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC", "INVOCATION_ID",
                           "JOURNAL_STREAM", "DESKTOP_AUTOSTART_ID", "XDG_ACTIVATION_TOKEN"}) {
    variables.erase(name);
  }
  return variables;
}

Launcher::Words Launcher::command(const Words& arguments) const {
  Words words = {paths_.bin + "/sandtray"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return words;
}

bool Launcher::open_terminal(const Result<Words>& words, const Words& shown,
                             const std::string& token, const std::string& setting) {
  const auto opened =
      words ? handlers_.open_terminal(*words, token, setting) : Result<>(Failure(words.error()));
  if (opened) return true;
  log::warn("no terminal: " + opened.error().message);
  handlers_.no_terminal(shell_quote(shown), opened.error());
  return false;
}

void Launcher::attach(const std::string& id, const std::string& token,
                      const std::string& terminal) {
  const auto words = command({"attach", id});
  const auto socket = paths_.runtime + "/" + session::filename::tray_socket;
  const auto reporting =
      platform::with_variable(report_variable, platform::socket_address(socket), words);
  if (!open_terminal(reporting, words, token, terminal)) return;
  waiting_[id] = loop_.after(attach_patience, [this, id, words] {
    waiting_.erase(id);
    handlers_.no_terminal(shell_quote(words), {});
  });
}

void Launcher::show_log(const std::string& id, const std::string& token,
                        const std::string& terminal) {
  const auto words = command({"logs", "-f", id});
  open_terminal(platform::then_wait(app::strings::window_wait, words), words, token, terminal);
}

void Launcher::doctor(const std::string& token, const std::string& terminal) {
  const auto words = command({"doctor"});
  open_terminal(platform::then_wait(app::strings::window_wait, words), words, token, terminal);
}

bool Launcher::has_window() const {
  return !platform::find_executable(window_program()).empty();
}

// The window outlives us; if it does not open, its last words say why.
void Launcher::open_window(const std::string& page, const std::string& token) {
  auto env = persons_environment();
  if (!token.empty()) {
    env["XDG_ACTIVATION_TOKEN"] = token;
    env["DESKTOP_STARTUP_ID"] = token;
  }
  start_task({window_program(), page}, std::move(env), app::strings::window_failed_title,
             [](const std::string&) {});
}

void Launcher::run(const std::string& agent, const std::string& workspace) {
  start_task(command({"run", "-d", "-w", workspace, agent}), persons_environment(),
             expand_template(app::strings::run_failed_title, {{"agent", agent}}),
             [this](const std::string& output) {
               // The id comes last, after what the command has to say about the session.
               auto lines = split(output, '\n');
               while (lines.size() > 1 && lines.back().empty()) lines.pop_back();
               handlers_.started(lines.back());
             });
}

void Launcher::stop(const std::string& id, const std::string& name) {
  start_task(command({"stop", id}), persons_environment(),
             expand_template(app::strings::stop_failed_title, {{"name", name}}),
             [](const std::string&) {});
}

void Launcher::stop_all() {
  start_task(command({"stop", "--all"}), persons_environment(), app::strings::stop_all_failed_title,
             [](const std::string&) {});
}

void Launcher::start_task(Words words, platform::Environment env, std::string failure_title,
                          Done done) {
  auto fails = [&](const Error& reason) {
    handlers_.failed(failure_title, reason.message + "\n" + reason.hint);
  };
  auto pipe = platform::make_pipe();
  if (!pipe) return fails(pipe.error());
  platform::SpawnOptions options;
  options.argv = std::move(words);
  options.env = std::move(env);
  options.folder = paths_.home;
  options.output = pipe->second.get();
  options.error = pipe->second.get();
  options.new_session = true;
  const auto pid = platform::spawn(options);
  if (!pid) return fails(pid.error());
  pipe->second.reset();
  (void)platform::set_blocking(pipe->first.get(), false);
  const int number = ++last_task_;
  auto& task = tasks_[number];
  task.title = std::move(failure_title);
  task.done = std::move(done);
  task.output = std::move(pipe->first);
  task.reading = loop_.on_readable(task.output.get(), [this, number] { read_task(number); });
  task.ending = loop_.on_exit(*pid, [this, number](int code) { finish_task(number, code); });
}

void Launcher::read_task(int number) {
  const auto at = tasks_.find(number);
  if (at == tasks_.end()) return;
  auto& task = at->second;
  char buffer[1024];
  while (true) {
    const auto io = platform::read_some(task.output.get(), buffer, sizeof buffer);
    if (io.state == platform::IoState::would_block) return;
    if (io.state != platform::IoState::ok) break;
    if (task.text.size() < most_output) task.text.append(buffer, io.bytes);
  }
  task.reading.reset();
}

void Launcher::finish_task(int number, int code) {
  read_task(number);
  const auto taken = tasks_.extract(number);
  if (taken.empty()) return;
  const auto& task = taken.mapped();
  if (code == 0) {
    task.done(task.text);
  } else {
    handlers_.failed(task.title, task.text);
  }
}

}  // namespace sandtray::tray
