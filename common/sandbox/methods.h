// SPDX-License-Identifier: MIT
// One function for each method; make_plan() has checked what is common to all.
#pragma once

#include "sandbox/agent_command.h"
#include "sandbox/method.h"

namespace sandtray::sandbox {

Result<Plan> make_bwrap_plan(const PlanRequest& request, const HostFacts& facts);
Result<Plan> make_host_plan(const PlanRequest& request, const HostFacts& facts);
// What a method without a boundary builds on: the agent as the person.
struct OpenPlan {
  Plan plan;
  AgentCommand command;  // words only
};
Result<OpenPlan> make_open_plan(const PlanRequest& request, const HostFacts& facts);
// The agent's own sandbox.
Result<Plan> make_agent_plan(const PlanRequest& request, const HostFacts& facts);
// unavailable for an agent that Docker Sandboxes are not known to have.
Result<> check_sbx_agent(const config::Agent& agent);
// Docker Sandboxes, which start the agent themselves.
Result<Plan> make_sbx_plan(const PlanRequest& request, const HostFacts& facts);
// A virtual machine, which Lima runs.
Result<Plan> make_lima_plan(const PlanRequest& request, const HostFacts& facts);
// Of the person's own.
Result<Plan> make_wrapper_plan(const PlanRequest& request, const HostFacts& facts);

}  // namespace sandtray::sandbox
