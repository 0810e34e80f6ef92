// SPDX-License-Identifier: MIT
// spawn() with what only Windows has: the child may belong to a job from its first instruction on.
#pragma once

#include "platform/job.h"
#include "platform/process.h"

namespace sandtray::platform {

Result<ProcessId> spawn_in(const SpawnOptions& options, const Job* job);

struct Started {
  ProcessId pid;
  NativeHandle process;
};
// The same for who waits for its end without reap().
Result<Started> start(const SpawnOptions& options, const Job* job);

// The children that somebody here will reap.
void add_child(ProcessId pid, NativeHandle process);
std::vector<HANDLE> unreaped_children();

// What a process that we have ended by force leaves as its status: no program ends so by itself.
constexpr DWORD killed_code = 0xE0000009;
// Of a process that has ended.
Ended ended_from(ProcessId pid, HANDLE process);

}  // namespace sandtray::platform
