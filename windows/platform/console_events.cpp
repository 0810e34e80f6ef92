// SPDX-License-Identifier: MIT
#include "platform/console_events.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <vector>

#include "platform/native.h"
#include "platform/signals.h"

namespace sandtray::platform {
namespace {

std::atomic<std::uint64_t> noted = 0;
std::atomic<bool> noting = false;
std::atomic<bool> sending = false;
constexpr DWORD own_event_ms = 200;      // until an event that we send has come to us, too
constexpr DWORD closing_ms = 60 * 1000;  // longer than the system waits for us

HANDLE make_event() {
  return CreateEventW(nullptr, TRUE, FALSE, nullptr);
}
HANDLE own_event_came() {
  static const HANDLE event = make_event();
  return event;
}

// On a thread of the system's.
BOOL WINAPI handle_event(DWORD event) {
  if (sending && (event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT)) {
    SetEvent(own_event_came());
    return TRUE;
  }
  if (!noting) return FALSE;
  if (event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT) {
    note_signal(signals::interrupt);
    return TRUE;
  }
  note_signal(signals::hang_up);
  // This process ends when the handler returns; it has something to do first.
  Sleep(closing_ms);
  return TRUE;
}

void handle_events() {
  static std::once_flag once;
  std::call_once(once, [] { SetConsoleCtrlHandler(handle_event, TRUE); });
}

// A process may hold a console that cannot be used, as one that was started without any by wine.
bool attach(ProcessId pid) {
  if (AttachConsole(static_cast<DWORD>(pid))) return true;
  return GetLastError() == ERROR_ACCESS_DENIED && FreeConsole() &&
         AttachConsole(static_cast<DWORD>(pid));
}

std::vector<DWORD> processes_on_console() {
  std::vector<DWORD> processes(64);
  while (true) {
    const DWORD count =
        GetConsoleProcessList(processes.data(), static_cast<DWORD>(processes.size()));
    const bool all = count <= processes.size();
    processes.resize(count);
    if (all) return processes;
  }
}

}  // namespace

void note_console_events() {
  noting = true;
  handle_events();
}

HANDLE console_event_noted() {
  static const HANDLE event = make_event();
  return event;
}

std::uint64_t take_console_events() {
  ResetEvent(console_event_noted());
  return noted.exchange(0);
}

void note_signal(int signal) {
  noted |= std::uint64_t{1} << signal;
  SetEvent(console_event_noted());
}

bool send_console_event(ProcessId pid, DWORD event, std::set<DWORD>& reached) {
  const bool had_console = GetConsoleCP() != 0;
  if (had_console) {
    const auto ours = processes_on_console();
    if (std::find(ours.begin(), ours.end(), static_cast<DWORD>(pid)) != ours.end()) return false;
    FreeConsole();
  }
  bool sent = false;
  if (attach(pid)) {
    const auto there = processes_on_console();
    // A handler, not the wish to ignore Ctrl-C: that one would be inherited by what we start.
    handle_events();
    ResetEvent(own_event_came());
    sending = true;
    sent = GenerateConsoleCtrlEvent(event, 0);
    if (sent) WaitForSingleObject(own_event_came(), own_event_ms);
    FreeConsole();
    sending = false;
    if (sent) reached.insert(there.begin(), there.end());
  }
  if (had_console) AttachConsole(ATTACH_PARENT_PROCESS);
  return sent;
}

}  // namespace sandtray::platform
