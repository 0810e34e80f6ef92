// SPDX-License-Identifier: MIT
// The first program in a sandbox: checks that the mounts show what they were made for, and becomes
// the agent. What it says on the report tells the session's host whether the agent has run at all.
#pragma once

namespace sandtray::guest {

// `mounts`: a file of records "DEVICE INODE PATH", each ended by a zero byte (stat(2), decimal).
// `report`: an open descriptor, which the agent does not get; "ok\n" just before the agent, else
// the reason. Returns only when the agent does not run: the exit status.
int start_agent(int report, const char* mounts, char* const* argv);

}  // namespace sandtray::guest
