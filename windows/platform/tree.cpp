// SPDX-License-Identifier: MIT
// Nothing escapes a job, so what we have started and all below it is what is in ours.
#include "platform/tree.h"

#include <windows.h>

#include <tlhelp32.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <set>

#include "platform/console_events.h"
#include "platform/signals.h"
#include "platform/spawn.h"

namespace sandtray::platform {
namespace {

std::uint64_t start_of(HANDLE process) {
  FILETIME start{}, end{}, kernel{}, user{};
  if (!GetProcessTimes(process, &start, &end, &kernel, &user)) return 0;
  return std::uint64_t{start.dwHighDateTime} << 32 | start.dwLowDateTime;
}

NativeHandle open_process(ProcessId pid, DWORD rights) {
  return NativeHandle(OpenProcess(rights, FALSE, static_cast<DWORD>(pid)));
}

// Parents and their children. A parent's number may belong to another process by now.
std::multimap<DWORD, DWORD> all_children() {
  std::multimap<DWORD, DWORD> children;
  const NativeHandle snapshot(CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0));
  PROCESSENTRY32W entry{};
  entry.dwSize = sizeof entry;
  for (BOOL more = snapshot && Process32FirstW(snapshot.get(), &entry); more;
       more = Process32NextW(snapshot.get(), &entry)) {
    children.emplace(entry.th32ParentProcessID, entry.th32ProcessID);
  }
  return children;
}

std::vector<Descendant> below(ProcessId pid) {
  const auto children = all_children();
  std::vector<Descendant> result;
  const auto add = [&](const ProcessKey& parent, int level) {
    const auto [begin, end] = children.equal_range(static_cast<DWORD>(parent.pid));
    for (auto it = begin; it != end; ++it) {
      const auto key = key_of(static_cast<ProcessId>(it->second));
      if (key.start == 0 || key.start < parent.start || key.pid == parent.pid) continue;
      result.push_back({key, level});
    }
  };
  add(key_of(pid), 1);
  for (std::size_t i = 0; i < result.size(); ++i) {
    const auto parent = result[i];
    add(parent.key, parent.level + 1);
  }
  return result;
}

}  // namespace

ProcessKey key_of(ProcessId pid) {
  const auto process = open_process(pid, PROCESS_QUERY_LIMITED_INFORMATION);
  return {pid, process ? start_of(process.get()) : 0};
}

bool is_alive(const ProcessKey& key) {
  const auto process = open_process(key.pid, PROCESS_QUERY_LIMITED_INFORMATION | SYNCHRONIZE);
  return process && key.start != 0 && start_of(process.get()) == key.start &&
         WaitForSingleObject(process.get(), 0) == WAIT_TIMEOUT;
}

bool send_signal(const ProcessKey& key, int signal) {
  if (signal != 0 && signal != signals::kill) {
    std::set<DWORD> reached;
    const bool breaks = signal == signals::hang_up;
    return is_alive(key) &&
           send_console_event(key.pid, breaks ? CTRL_BREAK_EVENT : CTRL_C_EVENT, reached);
  }
  if (!is_alive(key)) return false;
  const auto process = open_process(key.pid, PROCESS_TERMINATE | PROCESS_QUERY_LIMITED_INFORMATION);
  if (!process || start_of(process.get()) != key.start) return false;
  return signal == 0 || TerminateProcess(process.get(), killed_code);
}

void send_signal(const std::vector<Descendant>& processes, int signal) {
  std::set<DWORD> reached;
  for (const auto& item : processes) {
    if (signal == signals::kill) {
      send_signal(item.key, signal);
    } else if (reached.count(static_cast<DWORD>(item.key.pid)) == 0 && is_alive(item.key)) {
      const bool breaks = signal == signals::hang_up;
      send_console_event(item.key.pid, breaks ? CTRL_BREAK_EVENT : CTRL_C_EVENT, reached);
    }
  }
}

std::vector<Descendant> descendants(ProcessId pid) {
  auto result = below(pid);
  if (pid != own_pid()) return result;
  const auto job = own_job();
  if (!job) return result;
  const auto members = (*job)->members();
  const auto is_member = [&](ProcessId number) {
    return std::find(members.begin(), members.end(), static_cast<DWORD>(number)) != members.end();
  };
  // The consoles that the system has started for us are its own.
  std::erase_if(result, [&](const Descendant& item) { return !is_member(item.key.pid); });
  for (const auto member : members) {
    const auto number = static_cast<ProcessId>(member);
    const bool known = std::any_of(result.begin(), result.end(),
                                   [&](const auto& item) { return item.key.pid == number; });
    if (known) continue;
    const auto key = key_of(number);  // its parent has ended
    if (is_alive(key)) result.push_back({key, 1});
  }
  return result;
}

Result<> become_subreaper() {
  const auto job = own_job();
  if (!job) return Failure(job.error());
  keep_all_children();
  return {};
}

// It is the parent who decides here, when it starts a program.
Result<> die_with_parent(int, ProcessId) {
  return fail_errno(ENOSYS, "cannot watch the parent");
}

bool kill_all_descendants(std::chrono::milliseconds patience,
                          const std::function<void(const Ended&)>& reaped) {
  const auto job = own_job();
  const bool clean = job && (*job)->end(killed_code, patience);
  while (const auto ended = reap()) {
    if (reaped) reaped(*ended);
  }
  return clean;
}

}  // namespace sandtray::platform
