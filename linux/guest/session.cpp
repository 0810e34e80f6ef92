// SPDX-License-Identifier: MIT
// A PID namespace is the tree: its first process can neither be killed nor left from inside, and
// the kernel ends all of it with that one (pid_namespaces(7)). A process without privileges makes
// it in a user namespace in which it alone exists (user_namespaces(7)).
#include "guest/session.h"

#include <fcntl.h>
#include <grp.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <initializer_list>
#include <iterator>
#include <string>
#include <utility>

#include "guest/files.h"
#include "guest/own_view.h"
#include "guest/seeds.h"

namespace sandtray::guest {
namespace {

constexpr int cannot_start = 126;  // as a shell has it
// What ignores TERM, as interactive shells do, is hung up on, and killed in the end.
struct Step {
  int signal;
  long after_ms;
};
constexpr Step steps[] = {{SIGTERM, 0}, {SIGHUP, 2000}, {SIGKILL, 5000}};

int fail(const char* what) {
  std::fprintf(stderr, "sandtray-guest: %s: %s\n", what, std::strerror(errno));
  return cannot_start;
}

int code_of(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

bool write_file(const char* path, const char* text) {
  const int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return false;
  const auto size = static_cast<ssize_t>(std::strlen(text));
  const bool good = write(file, text, static_cast<std::size_t>(size)) == size;
  close(file);
  return good;
}

// Who calls, and nobody else.
bool map_own_ids(uid_t user, gid_t group) {
  char line[64];
  if (!write_file("/proc/self/setgroups", "deny")) return false;
  std::snprintf(line, sizeof line, "%u %u 1", group, group);
  if (!write_file("/proc/self/gid_map", line)) return false;
  std::snprintf(line, sizeof line, "%u %u 1", user, user);
  return write_file("/proc/self/uid_map", line);
}

// Whoever owns a cgroup namespace can mount the control groups. The limit is the user namespace's
// own, and of all that are made in it.
bool forbid_cgroup_namespaces() {
  return write_file("/proc/sys/user/max_cgroup_namespaces", "0");
}

bool bring_up_loopback() {
  const int any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq loopback{};
  std::strcpy(loopback.ifr_name, "lo");
  loopback.ifr_flags = IFF_UP;
  const bool good = any >= 0 && ioctl(any, SIOCSIFFLAGS, &loopback) == 0;
  close(any);
  return good;
}

// What it has of its user namespace: nothing that it starts can get it back, not as root either.
bool give_up_privileges() {
  for (unsigned long each = 0; prctl(PR_CAPBSET_DROP, each, 0, 0, 0) == 0; ++each) {
  }
  return errno == EINVAL;  // there are no more
}

std::vector<ShownFolder> shown_folders(const Session& session) {
  std::vector<ShownFolder> shown;
  for (const auto* path : session.shown) shown.push_back({path, path});
  if (session.files_at != nullptr) shown.push_back({session.files, session.files_at});
  return shown;
}

bool become(const Session& session) {
  if (session.user == 0) return give_up_privileges();
  return setgroups(1, &session.group) == 0 &&
         setresgid(session.group, session.group, session.group) == 0 &&
         setresuid(session.user, session.user, session.user) == 0;
}

[[noreturn]] void become_agent(const Session& session, const std::string& seeds,
                               const sigset_t& signals) {
  // The terminal's keys are for the agent alone.
  setpgid(0, 0);
  if (isatty(STDIN_FILENO) == 1) {
    std::signal(SIGTTOU, SIG_IGN);
    tcsetpgrp(STDIN_FILENO, getpgrp());
    std::signal(SIGTTOU, SIG_DFL);
  }
  if (!become(session)) _exit(fail("cannot become the agent's user"));
  if (!apply_seeds(seeds.c_str())) {
    errno = EINVAL;
    _exit(fail("SANDTRAY_SEEDS"));
  }
  const int folder = open_folder(session.folder);
  if (folder < 0 || fchdir(folder) != 0) _exit(fail(session.folder));
  close(folder);
  sigprocmask(SIG_SETMASK, &signals, nullptr);
  execvp(session.argv[0], session.argv);
  _exit(fail(session.argv[0]));
}

// The first process of the namespace: reaps what is left to it, and ends with the agent.
[[noreturn]] void run_first(const Session& session, const std::string& seeds, uid_t user,
                            gid_t group, const sigset_t& waited, const sigset_t& signals) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (session.user == 0 && !map_own_ids(user, group)) _exit(fail("cannot make a user namespace"));
  if (!show_own_processes()) _exit(fail("cannot show a /proc of its own"));
  if (!show_own_memory()) _exit(fail("cannot show a /dev/shm of its own"));
  if (session.user == 0 && !forbid_cgroup_namespaces()) {
    _exit(fail("cannot keep the control groups away"));
  }
  if (!hide_folders(session.hidden, shown_folders(session)))
    _exit(fail("cannot hide other folders"));
  if (session.offline && !bring_up_loopback()) _exit(fail("cannot make a loopback"));
  const auto agent = fork();
  if (agent < 0) _exit(fail("cannot start a process"));
  if (agent == 0) become_agent(session, seeds, signals);
  while (true) {
    int status = 0;
    for (auto ended = waitpid(-1, &status, WNOHANG); ended > 0;
         ended = waitpid(-1, &status, WNOHANG)) {
      if (ended == agent) _exit(code_of(status));
    }
    const int said = sigwaitinfo(&waited, nullptr);
    if (said != SIGTERM && said != SIGHUP) continue;
    kill(-1, said);
    kill(-1, SIGCONT);
  }
}

pid_t start_first(const Session& session, const std::string& seeds, const sigset_t& waited,
                  const sigset_t& signals) {
  const auto user = getuid();
  const auto group = getgid();
  const unsigned long flags = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC |
                              (session.user == 0 ? CLONE_NEWUSER : 0UL) |
                              (session.offline ? CLONE_NEWNET : 0UL) | SIGCHLD;
  const auto first =
      static_cast<pid_t>(syscall(SYS_clone, flags, nullptr, nullptr, nullptr, nullptr));
  if (first == 0) run_first(session, seeds, user, group, waited, signals);
  return first;
}

long now_ms() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
}

// Waits for the tree; ends it when the connection or the caller says so.
int see_to_its_end(pid_t first, int signals) {
  // A terminal that is hung up on, or a pipe that nobody reads any more, is a lost connection.
  pollfd watched[2] = {{signals, POLLIN, 0}, {STDOUT_FILENO, 0, 0}};
  long begun = 0;  // the ending; 0: not yet
  const Step* next = steps;
  while (true) {
    int status = 0;
    if (waitpid(first, &status, WNOHANG) == first) return code_of(status);
    const bool more = begun != 0 && next != std::end(steps);
    const long left = more ? begun + next->after_ms - now_ms() : -1;
    if (more && left <= 0) {
      kill(first, (next++)->signal);
      continue;
    }
    if (poll(watched, 2, static_cast<int>(left)) <= 0) continue;
    signalfd_siginfo said{};
    const bool told = (watched[0].revents & POLLIN) != 0 &&
                      read(signals, &said, sizeof said) == static_cast<ssize_t>(sizeof said) &&
                      said.ssi_signo != SIGCHLD;
    const bool lost = (watched[1].revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
    if (lost) watched[1].fd = -1;
    if ((told || lost) && begun == 0) begun = now_ms();
  }
}

}  // namespace

int run_session(const Session& session) {
  sigset_t waited, before;
  sigemptyset(&waited);
  for (const int number : {SIGCHLD, SIGHUP, SIGTERM}) sigaddset(&waited, number);
  sigset_t blocked = waited;
  for (const int number : {SIGINT, SIGQUIT, SIGTSTP}) sigaddset(&blocked, number);
  sigprocmask(SIG_BLOCK, &blocked, &before);
  if (session.user == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
    return fail("cannot give up what setuid programs give");
  }
  const int signals = signalfd(-1, &waited, SFD_CLOEXEC);
  if (signals < 0) return fail("signalfd");
  const char* given = std::getenv(files_variable);
  const std::string files = given == nullptr ? "" : given;
  unsetenv(files_variable);
  given = std::getenv(seeds_variable);
  const std::string seeds = given == nullptr ? "[]" : given;
  unsetenv(seeds_variable);
  if (session.files != nullptr &&
      !unpack_files(session.files, files.c_str(), session.user, session.group)) {
    return fail(session.files);
  }
  for (const auto& [name, socket] :
       {std::pair{keys_name, session.keys}, {hooks_name, session.hooks}}) {
    if (session.files == nullptr || socket == nullptr) continue;
    if (take_socket(session.files, name, socket, session.user, session.group)) continue;
    const int code = fail(socket);
    remove_files(session.files);
    return code;
  }
  const auto first = start_first(session, seeds, waited, before);
  const int code =
      first < 0 ? fail("cannot make namespaces for the session") : see_to_its_end(first, signals);
  if (session.files != nullptr) remove_files(session.files);
  return code;
}

}  // namespace sandtray::guest
