// SPDX-License-Identifier: MIT
// Starts the virtual machine and follows it until it is ready or is not going to be. The process
// that is started becomes its host agent and outlives this one. For a program that has no loop
// meanwhile.
#pragma once

#include <functional>

#include "provision/lima/run.h"

namespace sandtray::provision {

using Progress = std::function<void(const Phase&)>;

struct StartEnd {
  enum class How { ready, degraded, ended, too_late, cancelled };
  How how = How::too_late;
  HostStatus last;   // of its events
  std::string said;  // of limactl, before it became the host agent
  int code = 0;      // with `ended`
};

// Starts the machine of that name, which is stopped.
Result<StartEnd> start_and_follow(const LimaTool& tool, const VmPlace& place,
                                  std::chrono::milliseconds patience, const Progress& progress);
// Follows one that somebody else has started.
Result<StartEnd> follow_start(const LimaTool& tool, const VmPlace& place,
                              platform::ProcessId host_agent, std::chrono::milliseconds patience,
                              const Progress& progress);
// Whether that process has ended in time, or before.
bool sees_end(const LimaTool& tool, const VmPlace& place, platform::ProcessId host_agent,
              std::chrono::milliseconds patience);

// The last status in the events of the present or last run; empty if there is none.
std::optional<HostStatus> last_status(const VmPlace& place);

}  // namespace sandtray::provision
