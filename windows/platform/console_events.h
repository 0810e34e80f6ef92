// SPDX-License-Identifier: MIT
// What Windows has of signals: events that a console sends to every process on it.
#pragma once

#include <windows.h>

#include <cstdint>
#include <set>

#include "platform/process.h"

namespace sandtray::platform {

// From here on such events are noted instead of ending this process: a bit for the number of each
// signal, handed out once.
void note_console_events();
// Signalled while there is one.
HANDLE console_event_noted();
std::uint64_t take_console_events();
// Notes one that the console tells in another way (its window's size).
void note_signal(int signal);

// Sends Ctrl-C or Ctrl-Break to everybody on that process's console. Those who got it are added to
// `reached`; false when it has no console, or ours. One thread at a time.
bool send_console_event(ProcessId pid, DWORD event, std::set<DWORD>& reached);

}  // namespace sandtray::platform
