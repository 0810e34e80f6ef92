// SPDX-License-Identifier: MIT
// Whether the numbers that Lima has written down are still those of its processes. limactl believes
// them: it calls the machine Broken for a stranger's number, and `stop -f` would kill the stranger.
#pragma once

#include "platform/process.h"
#include "provision/lima/place.h"

namespace sandtray::provision {

// A host agent or a QEMU.
bool is_of_lima(platform::ProcessId pid);
// The host agent that was started last, or was to become it; 0: none is known.
platform::ProcessId starter_of(const VmPlace& place);
// Removes the files that name processes of others.
Result<> forget_strangers(const VmPlace& place);

}  // namespace sandtray::provision
