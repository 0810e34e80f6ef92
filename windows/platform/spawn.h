// SPDX-License-Identifier: MIT
// spawn() with what only Windows has: the child may belong to a job from its first instruction on.
#pragma once

#include "platform/job.h"
#include "platform/process.h"

namespace sandtray::platform {

Result<ProcessId> spawn_in(const SpawnOptions& options, const Job* job);

// The children that somebody here will reap.
void add_child(ProcessId pid, NativeHandle process);

}  // namespace sandtray::platform
