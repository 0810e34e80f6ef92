// SPDX-License-Identifier: MIT
#include "platform/process.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include "platform/file.h"
#include "platform/inherit.h"
#include "platform/posix/start_child.h"
#include "platform/tree.h"
#include "platform/variable_name.h"

extern char** environ;

namespace sandtray::platform {
namespace {

enum class Stage : int { descriptors, session, terminal, folder, exec, started };

// What the child says through the close-on-exec pipe. Silence followed by its end: it runs.
struct Report {
  Stage stage;
  int error;
  pid_t pid;
};

// Everything that the child needs, made before it starts: in it, only async-signal-safe calls.
struct Prepared {
  const SpawnOptions& options;
  std::string program;
  std::vector<std::string> env_strings;
  std::vector<char*> argv, env;
  std::vector<Inherited> wanted;  // all descriptors of the child by their numbers there
  std::vector<int> moved;
  int first_free = 3;
  pid_t parent = getpid();
  int report = -1;
  ChildStack* second_stack = nullptr;  // of the child's child

  explicit Prepared(const SpawnOptions& from) : options(from) {
    for (const auto& word : from.argv) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    for (const auto& [name, value] : from.env) env_strings.push_back(name + "=" + value);
    for (auto& entry : env_strings) env.push_back(entry.data());
    env.push_back(nullptr);
    wanted = {{from.input, 0}, {from.output, 1}, {from.error, 2}};
    wanted.insert(wanted.end(), from.inherited.begin(), from.inherited.end());
    for (const auto& item : wanted) first_free = std::max(first_free, item.number + 1);
    moved.resize(wanted.size());
  }

  bool leads_session() const {
    return options.new_session || options.detached || options.terminal != no_handle;
  }
};

// What the child ends with.
int give_up(const Prepared& prepared, Stage stage) {
  const Report report{stage, errno, 0};
  [[maybe_unused]] const auto n = write(prepared.report, &report, sizeof report);
  return 127;
}

void reset_signals() {
  for (int number = 1; number < NSIG; ++number) std::signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

// First out of the way of the numbers to come, then to their places.
bool place_descriptors(Prepared& prepared) {
  prepared.report = fcntl(prepared.report, F_DUPFD_CLOEXEC, prepared.first_free);
  int null = -1;
  for (std::size_t i = 0; i < prepared.wanted.size(); ++i) {
    int source = prepared.wanted[i].handle;
    if (source == no_handle) {
      if (null < 0) null = open("/dev/null", O_RDWR | O_CLOEXEC);
      source = null;
    }
    prepared.moved[i] = fcntl(source, F_DUPFD_CLOEXEC, prepared.first_free);
    if (prepared.moved[i] < 0) return false;
  }
  close_on_exec_from(3);
  for (std::size_t i = 0; i < prepared.wanted.size(); ++i) {
    if (dup2(prepared.moved[i], prepared.wanted[i].number) < 0) return false;
  }
  return true;
}

// Returns only if it could not.
int become_program(Prepared& prepared) {
  const SpawnOptions& options = prepared.options;
  if (options.terminal != no_handle && ioctl(options.terminal, TIOCSCTTY, 0) != 0) {
    return give_up(prepared, Stage::terminal);
  }
  if (!place_descriptors(prepared)) return give_up(prepared, Stage::descriptors);
  if (!options.folder.empty() && chdir(options.folder.c_str()) != 0) {
    return give_up(prepared, Stage::folder);
  }
  execve(prepared.program.c_str(), prepared.argv.data(), prepared.env.data());
  return give_up(prepared, Stage::exec);
}

int run_detached(void* what) {
  auto& prepared = *static_cast<Prepared*>(what);
  const Report report{Stage::started, 0, getpid()};
  [[maybe_unused]] const auto n = write(prepared.report, &report, sizeof report);
  return become_program(prepared);
}

int run_child(void* what) {
  auto& prepared = *static_cast<Prepared*>(what);
  const SpawnOptions& options = prepared.options;
  reset_signals();
  if (options.die_with_parent && !die_with_parent(SIGKILL, prepared.parent)) {
    return give_up(prepared, Stage::session);
  }
  if (prepared.leads_session() && setsid() < 0) return give_up(prepared, Stage::session);
  if (!options.detached) return become_program(prepared);
  if (start_child(run_detached, what, *prepared.second_stack) < 0) {
    return give_up(prepared, Stage::session);
  }
  return 0;
}

Failure explain(const Report& report, const Prepared& prepared) {
  const auto start = "cannot start " + prepared.program;
  switch (report.stage) {
    case Stage::folder:
      return fail_errno(report.error, "cannot enter the folder " + prepared.options.folder);
    case Stage::exec: {
      auto failure = fail_errno(report.error, start);
      failure.value().code = Code::unavailable;
      if (report.error == ENOENT && exists(prepared.program)) {
        failure.value().hint = "the interpreter that its first line names is missing";
      }
      return failure;
    }
    case Stage::terminal:
      return fail_errno(report.error, start + " on a terminal");
    case Stage::session:
      return fail_errno(report.error, start + " in a session of its own");
    default:
      return fail_errno(report.error, start + " with its descriptors");
  }
}

// Empty when the program runs; `pid` may be corrected on the way (detached).
std::optional<Report> read_report(Handle from, pid_t& pid) {
  Report report{};
  while (true) {
    const auto n = read(from, &report, sizeof report);
    if (n < 0 && errno == EINTR) continue;
    if (n != static_cast<ssize_t>(sizeof report)) return {};
    if (report.stage != Stage::started) return report;
    pid = report.pid;
  }
}

Ended ended_from(pid_t pid, int status) {
  if (WIFSIGNALED(status)) return {pid, 128 + WTERMSIG(status), WTERMSIG(status)};
  return {pid, WEXITSTATUS(status), 0};
}

}  // namespace

ProcessId own_pid() {
  return getpid();
}

std::string variable_name(const std::string& name) {
  return name;
}

Environment current_environment() {
  Environment result;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const auto sign = text.find('=');
    if (sign != std::string_view::npos) result.emplace(text.substr(0, sign), text.substr(sign + 1));
  }
  return result;
}

Result<ProcessId> spawn(const SpawnOptions& options) {
  if (options.argv.empty()) return fail(Code::internal, "there is no command to start");
  Prepared prepared(options);
  prepared.program = find_executable(options.argv[0]);
  if (prepared.program.empty()) {
    const bool is_path = options.argv[0].find('/') != std::string::npos;
    if (!is_path || !exists(options.argv[0])) {
      return fail(Code::unavailable, "there is no program " + options.argv[0]);
    }
    prepared.program = options.argv[0];  // the attempt tells what is wrong with it
  }
  auto report_pipe = make_pipe();
  if (!report_pipe) return Failure(report_pipe.error());
  prepared.report = report_pipe->second.get();

  // No handler of ours may run in the child: it would speak for the parent.
  sigset_t all, before;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before);
  ChildStack first, second;
  prepared.second_stack = &second;
  pid_t pid = start_child(run_child, &prepared, first);
  const int error = errno;
  sigprocmask(SIG_SETMASK, &before, nullptr);
  if (pid < 0) return fail_errno(error, "cannot start " + prepared.program);

  const pid_t child = pid;
  report_pipe->second.reset();
  const auto report = read_report(report_pipe->first.get(), pid);
  if (report || options.detached) wait_for(child);
  if (report) return explain(*report, prepared);
  if (prepared.leads_session() && !options.detached) own_session(pid);
  return pid;
}

std::optional<Ended> reap(ProcessId pid) {
  int status = 0;
  const pid_t found = waitpid(pid, &status, WNOHANG);
  if (found <= 0) return {};
  return ended_from(found, status);
}

Ended wait_for(ProcessId pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) return {pid, 127, 0};
  }
  return ended_from(pid, status);
}

bool send_signal(ProcessId pid, int signal) {
  return kill(pid, signal) == 0;
}

}  // namespace sandtray::platform
