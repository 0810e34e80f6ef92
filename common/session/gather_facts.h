// SPDX-License-Identifier: MIT
// What planning needs, read from this machine: the impure half of sandbox/method.h. Nothing here
// writes, runs git, or believes what a workspace says about folders outside it.
#pragma once

#include "platform/paths.h"
#include "sandbox/method.h"

namespace sandtray::session {

// The preset, the method and the policy that the wish names.
Result<sandbox::PlanRequest> load_plan_request(const platform::Paths& paths,
                                               const config::Settings& settings,
                                               const sandbox::SessionSpec& spec);

// Likewise with a preset at hand.
Result<sandbox::PlanRequest> make_plan_request(const platform::Paths& paths,
                                               const config::Settings& settings,
                                               const sandbox::SessionSpec& spec,
                                               config::Agent agent);

Result<sandbox::HostFacts> gather_facts(const platform::Paths& paths,
                                        const sandbox::PlanRequest& request);

}  // namespace sandtray::session
