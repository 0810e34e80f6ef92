// SPDX-License-Identifier: MIT
// The method `host`: no boundary at all. The agent runs as the person, in the person's home, with
// an environment by allow-list. It asks before it acts unless the person chose otherwise.
#include "base/text.h"
#include "sandbox/methods.h"
#include "sandbox/person_env.h"

namespace sandtray::sandbox {

Result<OpenPlan> make_open_plan(const PlanRequest& request, const HostFacts& facts) {
  if (!facts.command.in_workspace.empty()) {
    return fail(Code::refused,
                "the program " + display_text(facts.command.path) + " is " +
                    display_text(facts.command.in_workspace) + ", where agents can write",
                "Remove that folder from PATH, or use a method with a boundary.");
  }
  const View view{facts.command.path, request.spec.workspace, facts.home, facts.files,
                  facts.guest,        facts.hook_address};
  PlanRequest with_person = request;
  auto& names = with_person.settings.pass_env;
  names.insert(names.end(), person_env().begin(), person_env().end());
  auto command = make_agent_command(with_person, facts, view);
  if (!command) return Failure(command.error());

  OpenPlan open;
  auto& plan = open.plan;
  plan.method = request.spec.method;
  plan.files = std::move(command->files);
  plan.main = command->argv;
  plan.folder = request.spec.workspace;
  plan.env = std::move(command->env);
  plan.pass_env = std::move(command->pass_env);
  if (command->hooks) plan.hook_socket = facts.hook_socket;
  open.command = std::move(*command);
  return open;
}

Result<Plan> make_host_plan(const PlanRequest& request, const HostFacts& facts) {
  if (is_offline(request)) {
    return fail(Code::unavailable, "the method \"host\" cannot take the network away",
                "Use a method with a boundary, e.g. -m bwrap.");
  }
  auto open = make_open_plan(request, facts);
  if (!open) return Failure(open.error());
  return std::move(open->plan);
}

}  // namespace sandtray::sandbox
