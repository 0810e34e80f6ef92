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
#include "provision/lima/habits.h"
#include "session/filenames.h"

namespace sandtray::tray {
namespace {

constexpr auto attach_patience = std::chrono::seconds(5);
constexpr auto report_variable = "SANDTRAY_ATTACH_REPORT";

provision::VmHabits habits_of_machine(const platform::Paths& paths) {
  const auto habits = provision::read_habits(paths);
  if (habits) return *habits;
  log::warn(habits.error().message);
  return {};
}

// Of what a command has said; what went wrong and what to do about it come last.
std::string last_lines(const std::string& output) {
  constexpr std::size_t most_lines = 4;
  std::vector<std::string> lines;
  for (const auto& line : split(output, '\n')) {
    if (auto shown = display_text(line); !shown.empty()) lines.push_back(std::move(shown));
  }
  if (lines.size() > most_lines) lines.erase(lines.begin(), lines.end() - most_lines);
  return join(lines, "\n");
}

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

void Launcher::run(const app::Action& action) {
  Words words = {"run", "-d", "-w", action.workspace};
  if (!action.method.empty()) words.insert(words.end(), {"-m", action.method});
  if (!action.agent.empty()) words.push_back(action.agent);
  const auto& what = action.agent.empty() ? action.workspace : action.agent;
  start_task(command(words), persons_environment(),
             expand_template(app::strings::run_failed_title, {{"agent", display_text(what, 60)}}),
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

void Launcher::start_machine_if_wished() {
  if (!habits_of_machine(paths_).start_with_sandtray) return;
  start_task(command({"vm", "start", "--if-wished"}), persons_environment(),
             app::strings::machine_start_failed_title, [](const std::string&) {});
}

void Launcher::stop_machine_if_wished() {
  if (!habits_of_machine(paths_).stop_with_sandtray) return;
  platform::SpawnOptions options;
  options.argv = command({"vm", "stop", "--if-wished"});
  options.env = persons_environment();
  options.folder = paths_.home;
  options.new_session = options.detached = true;
  if (const auto left = platform::spawn(options); !left) log::warn(left.error().message);
}

void Launcher::start_machine(std::function<void()> over) {
  do_to_machine({"vm", "start"}, app::strings::machine_start_failed_title, std::move(over));
}

// A session that has come meanwhile is not ended by that.
void Launcher::stop_machine(std::function<void()> over) {
  do_to_machine({"vm", "stop", "--if-unused"}, app::strings::machine_stop_failed_title,
                std::move(over));
}

void Launcher::do_to_machine(const Words& words, const char* failure_title,
                             std::function<void()> over) {
  const auto started = tasks_.start(
      {.argv = command(words),
       .env = persons_environment(),
       .folder = paths_.home,
       .done = [this, failure_title, over = std::move(over)](int code, const std::string& output) {
         if (code != 0) handlers_.failed(failure_title, last_lines(output));
         over();
       }});
  if (!started) handlers_.failed(failure_title, started.error().message);
}

bool Launcher::ask_machine(std::function<void(int code, const std::string& output)> told) {
  const auto asked = tasks_.start({.argv = command({"vm", "status", "--json"}),
                                   .env = persons_environment(),
                                   .folder = paths_.home,
                                   .done = std::move(told)});
  if (!asked) log::warn(asked.error().message);
  return asked.has_value();
}

void Launcher::start_task(Words words, platform::Environment env, const std::string& failure_title,
                          Done done) {
  const auto started = tasks_.start(
      {.argv = std::move(words),
       .env = std::move(env),
       .folder = paths_.home,
       .done = [this, failure_title, done = std::move(done)](int code, const std::string& output) {
         if (code == 0) {
           done(output);
         } else {
           handlers_.failed(failure_title, last_lines(output));
         }
       }});
  if (started) return;
  handlers_.failed(failure_title, started.error().message + "\n" + started.error().hint);
}

}  // namespace sandtray::tray
