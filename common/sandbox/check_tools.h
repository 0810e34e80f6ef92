// SPDX-License-Identifier: MIT
// Whether the programs that an agent needs are on this machine, and may be executed.
#pragma once

#include "sandbox/method.h"

namespace sandtray::sandbox {

// unavailable, with how to install what is missing. A wrapper's may be inside, so nothing is.
Result<> check_tools(const PlanRequest& request, const HostFacts& facts);

}  // namespace sandtray::sandbox
