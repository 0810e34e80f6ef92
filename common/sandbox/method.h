// SPDX-License-Identifier: MIT
// Methods turn a wish and the facts into a plan. Pure: the same arguments give the same plan on any
// machine. They fail closed: what cannot be enforced is an error with a hint, never less than was
// asked for; `host` is only ever used by name.
#pragma once

#include <optional>

#include "config/agent.h"
#include "config/catalog.h"
#include "config/settings.h"
#include "sandbox/host_facts.h"
#include "sandbox/plan.h"
#include "sandbox/request.h"

namespace sandtray::sandbox {

struct PlanRequest {
  SessionSpec spec;
  config::Agent agent;
  config::Settings settings;
  config::MethodInfo method;
  Json policy;                     // share/policies/bwrap.json
  Json seccomp;                    // share/policies/seccomp.json
  std::optional<VmFacts> vm = {};  // only for the method lima; none: there is no machine
};

// Whether the session is to have no network.
bool is_offline(const PlanRequest& request);

Result<Plan> make_plan(const PlanRequest& request, const HostFacts& facts);

}  // namespace sandtray::sandbox
