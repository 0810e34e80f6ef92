// SPDX-License-Identifier: MIT
#include "platform/tree.h"

#include <dirent.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <ctime>

#include "platform/file.h"
#include "platform/loop.h"

namespace sandtray::platform {
namespace {

// Files of /proc have no size, so read_file() does not serve.
std::string read_proc(const std::string& path) {
  std::string content;
  FILE* file = fopen(path.c_str(), "re");
  if (file == nullptr) return content;
  char buffer[1024];
  while (const auto n = fread(buffer, 1, sizeof buffer, file)) content.append(buffer, n);
  fclose(file);
  return content;
}

std::vector<ProcessId> children(ProcessId pid) {
  std::vector<ProcessId> result;
  const auto tasks = "/proc/" + std::to_string(pid) + "/task";
  for (const auto& task : list_folder(tasks)) {  // each thread has its own children
    const auto text = read_proc(tasks + "/" + task + "/children");
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at < end) {
      ProcessId child = 0;
      const auto [next, error] = std::from_chars(at, end, child);
      if (error != std::errc()) break;
      result.push_back(child);
      at = next + 1;
    }
  }
  return result;
}

// Waits until a child may have ended. SIGCHLD is blocked.
void wait_for_child(std::chrono::milliseconds patience) {
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  const auto ms = patience.count();
  const timespec limit{static_cast<time_t>(ms / 1000), static_cast<long>(ms % 1000 * 1'000'000)};
  sigtimedwait(&child, nullptr, &limit);
}

// Unlike a look into /proc, this cannot miss a process that is just falling from one parent to the
// next: as long as anything runs below us, we have a child.
bool has_children() {
  siginfo_t info;
  return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 || errno != ECHILD;
}

}  // namespace

ProcessKey key_of(ProcessId pid) {
  const auto stat = read_proc("/proc/" + std::to_string(pid) + "/stat");
  // The name, second, may hold anything: count from its closing bracket. The start time is 22nd.
  auto at = stat.rfind(')');
  for (int field = 2; field < 22 && at != std::string::npos; ++field) at = stat.find(' ', at + 1);
  if (at == std::string::npos) return {pid, 0};
  return {pid, std::strtoull(stat.c_str() + at, nullptr, 10)};
}

bool is_alive(const ProcessKey& key) {
  return key.start != 0 && key_of(key.pid).start == key.start;
}

bool send_signal(const ProcessKey& key, int signal) {
  const auto handle = static_cast<int>(syscall(SYS_pidfd_open, key.pid, 0));
  if (handle < 0) {
    return errno == ENOSYS && is_alive(key) && kill(key.pid, signal) == 0;
  }
  const OwnedHandle process(handle);  // cannot become another process from here on
  return is_alive(key) && syscall(SYS_pidfd_send_signal, handle, signal, nullptr, 0) == 0;
}

std::vector<Descendant> descendants(ProcessId pid) {
  std::vector<Descendant> result;
  for (const auto child : children(pid)) result.push_back({key_of(child), 1});
  for (std::size_t i = 0; i < result.size(); ++i) {
    const auto parent = result[i];
    for (const auto child : children(parent.key.pid)) {
      result.push_back({key_of(child), parent.level + 1});
    }
  }
  std::erase_if(result, [](const Descendant& item) { return item.key.start == 0; });
  return result;
}

Result<> become_subreaper() {
  if (prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) return fail_errno(errno, "cannot become a subreaper");
  return {};
}

void own_session(ProcessId) {}  // a subreaper gets all orphans

Result<> die_with_parent(int signal, ProcessId parent) {
  if (prctl(PR_SET_PDEATHSIG, signal) != 0) return fail_errno(errno, "cannot watch the parent");
  if (getppid() != parent) raise(signal);
  return {};
}

bool kill_all_descendants(std::chrono::milliseconds patience,
                          const std::function<void(const Ended&)>& reaped) {
  sigset_t child, before;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child, &before);
  const auto deadline = Clock::now() + patience;
  bool clean = false;
  while (true) {
    while (const auto ended = reap()) {
      if (reaped) reaped(*ended);
    }
    const auto all = descendants(getpid());
    clean = !has_children();
    if (clean || Clock::now() >= deadline) break;
    // First none may fork any more, then all end: a fork cannot outrun two passes.
    for (const auto& item : all) send_signal(item.key, SIGSTOP);
    for (const auto& item : descendants(getpid())) send_signal(item.key, SIGKILL);
    wait_for_child(std::chrono::milliseconds(20));
  }
  sigprocmask(SIG_SETMASK, &before, nullptr);
  return clean;
}

}  // namespace sandtray::platform
