// SPDX-License-Identifier: MIT
#include "platform/process.h"

#include <map>
#include <mutex>

#include "platform/spawn.h"
#include "platform/wide.h"

namespace sandtray::platform {
namespace {

constexpr int kill_signal = 9;

struct Child {
  NativeHandle process;
  bool killed = false;  // by us
};

std::mutex mutex;
std::map<ProcessId, Child>& children() {
  static auto* const made = new std::map<ProcessId, Child>;
  return *made;
}

// A program that the system has ended left one of its status numbers.
Ended ended_from(ProcessId pid, const Child& child) {
  DWORD code = 0;
  GetExitCodeProcess(child.process.get(), &code);
  if (child.killed) return {pid, 128 + kill_signal, kill_signal};
  switch (code) {
    case 0xC000013A:  // Ctrl-C
      return {pid, 128 + 2, 2};
    case 0xC0000005:  // access violation
    case 0xC00000FD:  // stack overflow
      return {pid, 128 + 11, 11};
    case 0xC0000409:  // the runtime's own end on a detected error
      return {pid, 128 + 6, 6};
    default:
      return {pid, static_cast<int>(code), 0};
  }
}

bool has_ended(HANDLE process) {
  return WaitForSingleObject(process, 0) == WAIT_OBJECT_0;
}

}  // namespace

void add_child(ProcessId pid, NativeHandle process) {
  const std::lock_guard lock(mutex);
  children()[pid] = Child{std::move(process)};
}

Environment current_environment() {
  Environment result;
  wchar_t* const block = GetEnvironmentStringsW();
  for (const wchar_t* entry = block; entry != nullptr && *entry != L'\0';) {
    const std::wstring_view text = entry;
    const auto sign = text.find(L'=', 1);  // the system's own begin with one
    if (sign != std::wstring_view::npos && text[0] != L'=') {
      result.emplace(to_utf8(text.substr(0, sign)), to_utf8(text.substr(sign + 1)));
    }
    entry += text.size() + 1;
  }
  if (block != nullptr) FreeEnvironmentStringsW(block);
  return result;
}

std::optional<Ended> reap(ProcessId pid) {
  const std::lock_guard lock(mutex);
  for (auto& [number, child] : children()) {
    if ((pid != -1 && pid != number) || !has_ended(child.process.get())) continue;
    const auto ended = ended_from(number, child);
    children().erase(number);
    return ended;
  }
  return {};
}

Ended wait_for(ProcessId pid) {
  HANDLE process = nullptr;
  {
    const std::lock_guard lock(mutex);
    const auto found = children().find(pid);
    if (found != children().end()) process = found->second.process.get();
  }
  if (process != nullptr) WaitForSingleObject(process, INFINITE);
  return reap(pid).value_or(Ended{pid, 127, 0});
}

// There is no other signal that Windows could deliver to any process.
bool send_signal(ProcessId pid, int signal) {
  if (signal != 0 && signal != kill_signal) return false;
  const std::lock_guard lock(mutex);
  const auto found = children().find(pid);
  NativeHandle other;
  HANDLE process = nullptr;
  if (found != children().end()) {
    process = found->second.process.get();
  } else {
    const DWORD rights = SYNCHRONIZE | (signal == 0 ? 0 : PROCESS_TERMINATE);
    other = NativeHandle(OpenProcess(rights, FALSE, static_cast<DWORD>(pid)));
    process = other.get();
  }
  if (process == nullptr) return false;
  // Its own end comes first if both happen.
  if (has_ended(process)) return found != children().end();
  if (signal == 0) return true;
  if (!TerminateProcess(process, 128 + kill_signal)) return false;
  if (found != children().end()) found->second.killed = true;
  return true;
}

}  // namespace sandtray::platform
