// SPDX-License-Identifier: MIT
// The table of processes by sysctl(3), ends of processes by kqueue(2).
#include "platform/tree.h"

#include <sys/event.h>
#include <sys/proc.h>
#include <sys/sysctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <set>

#include "platform/loop.h"

namespace sandtray::platform {
namespace {

constexpr int most_tries = 8;

// What sysctl() says of processes, ended ones that nobody has reaped too.
std::vector<kinfo_proc> read_table(int what, int which) {
  int name[] = {CTL_KERN, KERN_PROC, what, which};
  const unsigned words = what == KERN_PROC_ALL ? 3 : 4;
  std::vector<kinfo_proc> table;
  for (int i = 0; i < most_tries; ++i) {
    std::size_t size = 0;
    if (sysctl(name, words, nullptr, &size, nullptr, 0) != 0) return {};
    table.resize(size / sizeof(kinfo_proc) + 16);  // some start in between
    size = table.size() * sizeof(kinfo_proc);
    if (sysctl(name, words, table.data(), &size, nullptr, 0) == 0) {
      table.resize(size / sizeof(kinfo_proc));
      return table;
    }
    if (errno != ENOMEM) return {};
  }
  return {};
}

ProcessKey key_from(const kinfo_proc& process) {
  const auto& start = process.kp_proc.p_starttime;
  return {process.kp_proc.p_pid, static_cast<std::uint64_t>(start.tv_sec) * 1'000'000 +
                                     static_cast<std::uint64_t>(start.tv_usec)};
}

bool has_ended(const kinfo_proc& process) {
  return process.kp_proc.p_stat == SZOMB;
}

// The sessions that own_session() has named. One without members is forgotten: from then on its
// number may come to belong to somebody else.
std::vector<ProcessKey>& sessions() {
  static std::vector<ProcessKey> all;
  return all;
}

// The orphans among the members of our sessions.
std::vector<ProcessKey> orphans(const std::vector<kinfo_proc>& table) {
  std::vector<ProcessKey> found;
  if (sessions().empty()) return found;
  std::set<ProcessId> alive;
  for (const auto& process : table) {
    if (has_ended(process)) continue;
    const auto session = getsid(process.kp_proc.p_pid);
    const auto key = key_from(process);
    for (const auto& leader : sessions()) {
      const bool member = session == leader.pid && key.start >= leader.start &&
                          process.kp_eproc.e_ucred.cr_uid == geteuid();
      if (!member) continue;
      alive.insert(leader.pid);
      if (process.kp_eproc.e_ppid == 1) found.push_back(key);
    }
  }
  std::erase_if(sessions(), [&](const ProcessKey& leader) { return !alive.contains(leader.pid); });
  return found;
}

void add_children(std::vector<Descendant>& to, const std::vector<kinfo_proc>& table, ProcessId of,
                  int level) {
  for (const auto& process : table) {
    if (process.kp_eproc.e_ppid == of) to.push_back({key_from(process), level});
  }
}

// Until one of them has ended or the patience is over.
void wait_for_an_end(const std::vector<Descendant>& all, std::chrono::milliseconds patience) {
  const OwnedHandle queue(kqueue());
  std::vector<struct kevent> wanted(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    EV_SET(&wanted[i], static_cast<uintptr_t>(all[i].key.pid), EVFILT_PROC,
           EV_ADD | EV_ONESHOT | EV_RECEIPT, NOTE_EXIT, 0, nullptr);
  }
  std::vector<struct kevent> answers(all.size());
  const int size = static_cast<int>(all.size());
  const int count = kevent(queue.get(), wanted.data(), size, answers.data(), size, nullptr);
  // One that cannot be waited for any more has ended already.
  for (int i = 0; i < count; ++i) {
    if (answers[static_cast<std::size_t>(i)].data != 0) return;
  }
  const auto ms = patience.count();
  const timespec limit{static_cast<time_t>(ms / 1000), static_cast<long>(ms % 1000 * 1'000'000)};
  struct kevent ended {};
  kevent(queue.get(), nullptr, 0, &ended, 1, &limit);
}

}  // namespace

ProcessKey key_of(ProcessId pid) {
  const auto table = read_table(KERN_PROC_PID, pid);
  return table.empty() ? ProcessKey{pid, 0} : key_from(table.front());
}

bool is_alive(const ProcessKey& key) {
  return key.start != 0 && key_of(key.pid).start == key.start;
}

// The number can only become another process's between the two calls if this one is not our child
// and everything up to the highest number has been used in between.
bool send_signal(const ProcessKey& key, int signal) {
  return is_alive(key) && kill(key.pid, signal) == 0;
}

std::vector<Descendant> descendants(ProcessId pid) {
  const auto table = read_table(KERN_PROC_ALL, 0);
  std::vector<Descendant> result;
  add_children(result, table, pid, 1);
  if (pid == getpid()) {
    // Below a child that is gone.
    for (const auto& key : orphans(table)) result.push_back({key, 2});
  }
  for (std::size_t i = 0; i < result.size(); ++i) {
    const auto parent = result[i];
    add_children(result, table, parent.key.pid, parent.level + 1);
  }
  return result;
}

Result<> become_subreaper() {
  return {};  // orphans are found by their session
}

void own_session(ProcessId leader) {
  const auto key = key_of(leader);
  if (key.start != 0) sessions().push_back(key);
}

Result<> die_with_parent(int signal, ProcessId parent) {
  if (getppid() != parent) raise(signal);
  return {};
}

bool kill_all_descendants(std::chrono::milliseconds patience,
                          const std::function<void(const Ended&)>& reaped) {
  const auto deadline = Clock::now() + patience;
  while (true) {
    while (const auto ended = reap()) {
      if (reaped) reaped(*ended);
    }
    const auto all = descendants(getpid());
    if (all.empty()) return true;
    if (Clock::now() >= deadline) return false;
    // First none may fork any more, then all end: a fork cannot outrun two passes.
    for (const auto& item : all) send_signal(item.key, SIGSTOP);
    const auto stopped = descendants(getpid());
    for (const auto& item : stopped) send_signal(item.key, SIGKILL);
    wait_for_an_end(stopped, std::chrono::milliseconds(20));
  }
}

}  // namespace sandtray::platform
