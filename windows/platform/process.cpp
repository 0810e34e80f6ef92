// SPDX-License-Identifier: MIT
#include "platform/process.h"

#include <map>
#include <mutex>

#include "platform/signals.h"
#include "platform/spawn.h"
#include "platform/variable_name.h"
#include "platform/wide.h"

namespace sandtray::platform {
namespace {

std::mutex mutex;
std::map<ProcessId, NativeHandle>& children() {
  static auto* const made = new std::map<ProcessId, NativeHandle>;
  return *made;
}

// Windows does not tell names of variables apart by it.
std::string in_capitals(std::wstring_view name) {
  std::wstring capitals(name);
  const auto size = static_cast<int>(name.size());
  LCMapStringEx(LOCALE_NAME_INVARIANT, LCMAP_UPPERCASE, name.data(), size, capitals.data(), size,
                nullptr, nullptr, 0);
  return to_utf8(capitals);
}

bool has_ended(HANDLE process) {
  return WaitForSingleObject(process, 0) == WAIT_OBJECT_0;
}

}  // namespace

// A program that the system has ended left one of its status numbers.
Ended ended_from(ProcessId pid, HANDLE process) {
  DWORD code = 0;
  GetExitCodeProcess(process, &code);
  switch (code) {
    case killed_code:
      return {pid, 128 + signals::kill, signals::kill};
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

void add_child(ProcessId pid, NativeHandle process) {
  const std::lock_guard lock(mutex);
  children()[pid] = std::move(process);
}

std::vector<HANDLE> unreaped_children() {
  const std::lock_guard lock(mutex);
  std::vector<HANDLE> result;
  for (const auto& [pid, process] : children()) result.push_back(process.get());
  return result;
}

ProcessId own_pid() {
  return static_cast<ProcessId>(GetCurrentProcessId());
}

std::string variable_name(const std::string& name) {
  return in_capitals(to_wide(name));
}

Environment current_environment() {
  Environment result;
  wchar_t* const block = GetEnvironmentStringsW();
  for (const wchar_t* entry = block; entry != nullptr && *entry != L'\0';) {
    const std::wstring_view text = entry;
    const auto sign = text.find(L'=', 1);  // the system's own begin with one
    if (sign != std::wstring_view::npos && text[0] != L'=') {
      result.emplace(in_capitals(text.substr(0, sign)), to_utf8(text.substr(sign + 1)));
    }
    entry += text.size() + 1;
  }
  if (block != nullptr) FreeEnvironmentStringsW(block);
  return result;
}

std::optional<Ended> reap(ProcessId pid) {
  const std::lock_guard lock(mutex);
  for (const auto& [number, process] : children()) {
    if ((pid != -1 && pid != number) || !has_ended(process.get())) continue;
    const auto ended = ended_from(number, process.get());
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
    if (found != children().end()) process = found->second.get();
  }
  if (process != nullptr) WaitForSingleObject(process, INFINITE);
  return reap(pid).value_or(Ended{pid, 127, 0});
}

// There is no other signal that Windows could deliver to any process.
bool send_signal(ProcessId pid, int signal) {
  if (signal != 0 && signal != signals::kill) return false;
  const std::lock_guard lock(mutex);
  const auto found = children().find(pid);
  NativeHandle other;
  HANDLE process = nullptr;
  if (found != children().end()) {
    process = found->second.get();
  } else {
    const DWORD rights = SYNCHRONIZE | (signal == 0 ? 0 : PROCESS_TERMINATE);
    other = NativeHandle(OpenProcess(rights, FALSE, static_cast<DWORD>(pid)));
    process = other.get();
  }
  if (process == nullptr) return false;
  // Its own end comes first if both happen.
  if (has_ended(process)) return found != children().end();
  if (signal == 0) return true;
  if (!TerminateProcess(process, killed_code)) return false;
  return true;
}

}  // namespace sandtray::platform
