// SPDX-License-Identifier: MIT
// The method `agent`: the agent confines itself by its own sandbox. What each of them holds is not
// written down yet, so no session is promised anything by it.
#include "sandbox/methods.h"

namespace sandtray::sandbox {

Result<Plan> make_agent_plan(const PlanRequest&, const HostFacts&) {
  return fail(Code::unavailable, "the method \"agent\" is not there yet",
              "docs/windows.md has what is planned; -m host runs it without any sandbox.");
}

}  // namespace sandtray::sandbox
