// SPDX-License-Identifier: MIT
// What the person gives to the agent: the workspace and the mounts of the settings, each with the
// guards over it.
#pragma once

#include "sandbox/bwrap_policy.h"
#include "sandbox/host_facts.h"
#include "sandbox/method.h"
#include "sandbox/plan.h"

namespace sandtray::sandbox {

struct Given {
  std::string source, path;
  bool writable;
};

// The mounts of the settings, in their order. not_found or refused for one that cannot be given; by
// `policy` also what would open the machine, without it (null) that is not looked at.
Result<std::vector<Given>> given_mounts(const PlanRequest& request, const HostFacts& facts,
                                        const BwrapPolicy* policy);

// Words for bwrap, and what the guards need of the plan. What lies below another comes after it.
// refused if something cannot be guarded.
Result<> add_given_folders(Argv& argv, Plan& plan, const PlanRequest& request,
                           const HostFacts& facts, std::vector<Given> given);

}  // namespace sandtray::sandbox
