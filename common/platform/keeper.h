// SPDX-License-Identifier: MIT
// A program with a small process of ours between it and us. When we are killed, even with SIGKILL,
// the keeper ends everything below it; when the keeper is killed, everything below falls to us,
// provided that we are a subreaper.
#pragma once

#include <optional>

#include "platform/process.h"

namespace sandtray::platform {

// Generations of processes between us and the program: 1, or 0 where the system itself keeps.
extern const int keeper_levels;

struct Kept {
  ProcessId pid = 0;     // of the program
  ProcessId keeper = 0;  // our child
  OwnedHandle line;      // readable when the program has ended or the keeper is gone
};

Result<Kept> spawn_kept(const SpawnOptions& options);

// How the program ended, with its own status; empty when the keeper was killed and nobody knows.
std::optional<Ended> read_ending(const Kept& kept);

}  // namespace sandtray::platform
