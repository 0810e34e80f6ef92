// SPDX-License-Identifier: MIT
// What the virtual machine is in, from what limactl lists, what its host agent has told, and what
// of ours is under way. Pure. limactl knows neither "starting" nor "stopping", and calls a machine
// Broken for a moment while it starts or goes down: that is no error then.
#pragma once

#include <optional>

#include "provision/lima/events.h"
#include "provision/lima/limactl.h"

namespace sandtray::provision {

enum class VmState { absent, stopped, starting, ready, degraded, stopping, broken, failed };
std::string_view to_string(VmState state);

// The last thing that was done to it, as <state>/vm.json of ours has it.
struct VmDeed {
  std::string name;  // create, start, stop, resize, delete; empty: none yet
  std::int64_t began_ms = 0;
  bool under_way = false;  // somebody holds the lock
  std::string failure;     // empty: it went well, or is not over
};

// Everything that is looked at.
struct VmSight {
  std::optional<LimaInstance> instance;  // of the list
  std::optional<HostStatus> last;        // of its events, if it has any from this start
  bool host_agent_lives = false;         // the process of that number is limactl
  VmDeed deed;
  std::int64_t now_ms = 0;
};

struct VmView {
  VmState state = VmState::absent;
  std::string detail;  // why, or how far; has passed display_text()
  int ssh_port = 0;    // 0: it cannot be reached
  int host_agent = 0;  // the process that has its processes below it; 0: none
};
VmView judge(const VmSight& sight);

}  // namespace sandtray::provision
