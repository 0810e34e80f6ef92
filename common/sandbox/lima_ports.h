// SPDX-License-Identifier: MIT
// The ports that a session in the virtual machine has on this one, as its plan says it.
#pragma once

#include "sandbox/method.h"
#include "sandbox/ports.h"

namespace sandtray::sandbox {

// `ssh`: what reaches the machine. A session that asks for ports that it may not have is refused;
// one that asks for none is told why it may have none.
Result<SessionPorts> lima_ports(const PlanRequest& request, const HostFacts& facts,
                                const VmFacts& vm, Argv ssh);

}  // namespace sandtray::sandbox
