// SPDX-License-Identifier: MIT
// Starting programs and learning how they ended. A program that cannot be started is an Error here,
// never a child that exits with 127. The child gets exactly the descriptors and the environment
// that are named, default signal dispositions and an empty signal mask.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "platform/handle.h"

namespace sandtray::platform {

using ProcessId = int;
using Environment = std::map<std::string, std::string>;

// The process that calls.
ProcessId own_pid();

// The variables of this process.
Environment current_environment();

struct Inherited {
  Handle handle;  // here
  int number;     // there; 3 or more
};

struct SpawnOptions {
  std::vector<std::string> argv;  // argv[0]: a path, or a name that is searched on our PATH
  Environment env;
  std::string folder;         // empty: ours
  Handle input = no_handle;   // no_handle: /dev/null
  Handle output = no_handle;  // likewise
  Handle error = no_handle;   // likewise
  std::vector<Inherited> inherited;
  bool new_session = false;      // away from our terminal and process group
  bool detached = false;         // also not our child: nobody here has to reap it
  bool die_with_parent = false;  // KILL when this process ends
  Handle terminal = no_handle;   // becomes its controlling terminal (implies new_session)
};

// Returns once the program runs.
Result<ProcessId> spawn(const SpawnOptions& options);

struct Ended {
  ProcessId pid;
  int code;        // as a shell has it: 128+N for signal N
  int signal = 0;  // N, or 0
};

// A child that has ended, if any has; with a pid, only that one. Does not wait.
std::optional<Ended> reap(ProcessId pid = -1);
// Waits for that child.
Ended wait_for(ProcessId pid);

bool send_signal(ProcessId pid, int signal);

}  // namespace sandtray::platform
