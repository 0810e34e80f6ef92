// SPDX-License-Identifier: MIT
// All processes below one, and how to be sure that none is left. Linux: a subreaper inherits
// whatever escapes by a double fork or a session of its own, so the tree below it is complete.
// macOS: what escapes falls to the system; whatever is still in a session that this process has
// started is found by that.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

#include "platform/process.h"

namespace sandtray::platform {

// A number is used again after its process is gone; together with the start time it is not.
struct ProcessKey {
  ProcessId pid = 0;
  std::uint64_t start = 0;  // 0: no such process
};

ProcessKey key_of(ProcessId pid);
// True also for one that has ended and has not been reaped.
bool is_alive(const ProcessKey& key);
// Reaches that very process or nobody.
bool send_signal(const ProcessKey& key, int signal);

struct Descendant {
  ProcessKey key;
  int level;  // 1: a child
};

// Parents before their children. A snapshot: processes may come and go meanwhile.
std::vector<Descendant> descendants(ProcessId pid);

// To these processes, parents first. Where a signal goes to all that share a console (Ctrl-C on
// Windows), each console gets it once.
void send_signal(const std::vector<Descendant>& processes, int signal);

// Orphans below this process become its children, where the system can do that.
Result<> become_subreaper();
// The session of that process, which leads it, belongs to this process: its orphans are found too.
void own_session(ProcessId leader);
// This process gets the signal when the process that started it ends (and at once if it has). macOS
// has no such request: there only the keeper ends what is left.
Result<> die_with_parent(int signal, ProcessId parent);

// KILLs and reaps everything below this process, again and again until nothing is left. False if
// something outlives the patience (a process stuck in the kernel). Every child that it reaps is
// reported.
bool kill_all_descendants(std::chrono::milliseconds patience,
                          const std::function<void(const Ended&)>& reaped = {});

}  // namespace sandtray::platform
