// SPDX-License-Identifier: MIT
// How ssh is told to reach the virtual machine as the agents' user, over the connection that all
// sessions share. Pure.
#pragma once

#include "sandbox/host_facts.h"
#include "sandbox/plan.h"

namespace sandtray::sandbox {

// To be followed by options of ssh, the machine's name (VmFacts::host) and a command. Whether a
// connection that is not there yet is made and kept is for the caller to say (ControlMaster).
Argv vm_ssh(const VmFacts& vm);

}  // namespace sandtray::sandbox
