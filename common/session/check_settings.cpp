// SPDX-License-Identifier: MIT
#include "session/check_settings.h"

#include "config/catalog.h"
#include "sandbox/folders.h"
#include "session/facts/facts.h"
#include "session/gather_facts.h"
#include "session/workspace.h"

namespace sandtray::session {
namespace {

// Nothing is there, nor ever looked for: no setting can name it by chance.
constexpr auto any_workspace = "/sandtray-any-workspace";
constexpr auto any_program = "/usr/bin/sandtray-any-program";

// Doctor looks at the machine.
void complete(sandbox::HostFacts& facts, const sandbox::PlanRequest& request) {
  facts.bwrap = any_program;
  facts.bwrap_in_workspace.clear();
  facts.bwrap_limits_nesting = true;
  facts.user_namespaces_refused.clear();
  facts.root = false;
  facts.guest = any_program;
  facts.command = {request.agent.command, any_program, any_program, {}};
  facts.needs.clear();
  facts.workspace = sandbox::PathKind::folder;
  facts.workspace_writable = true;
  facts.git = {};
  facts.settings_of_agents.clear();
  // As if all were set that may be passed on.
  facts.environment = request.settings.pass_env;
  facts.environment.insert(facts.environment.end(), request.agent.pass_env.begin(),
                           request.agent.pass_env.end());
}

void add_missing_mounts(sandbox::HostFacts& facts, const config::Settings& settings) {
  for (const auto& mount : settings.mounts) {
    if (facts.mounts.count(mount.path) != 0) continue;
    facts.mounts[mount.path] = {real_or_future_path(mount.path), sandbox::PathKind::folder};
  }
}

sandbox::SessionSpec spec_of(const config::Settings& settings, const std::string& system_method,
                             const config::Agent& agent) {
  sandbox::SessionSpec spec;
  spec.id = spec.name = "any";
  spec.agent = agent.name;
  spec.method = settings.default_method.empty() ? system_method : settings.default_method;
  spec.workspace = any_workspace;
  return spec;
}

config::Agent any_agent() {
  config::Agent any;
  any.name = any.title = any.command = "any";
  any.sandboxed.systems = {"linux", "macos", "windows"};
  any.sandboxed.permissions["ask"] = {};
  return any;
}

Result<std::vector<std::string>> plan_with(const platform::Paths& paths,
                                           const config::Settings& settings,
                                           const sandbox::SessionSpec& spec,
                                           const config::Agent& agent, MissingMounts missing) {
  const auto request = make_plan_request(paths, settings, spec, agent);
  if (!request) return Failure(request.error());
  // That the system's own method is not there yet is no fault of the settings.
  if (request->method.planned && settings.default_method.empty()) {
    return std::vector<std::string>();
  }
  auto facts = gather_facts(paths, *request);
  if (!facts) return Failure(facts.error());
  complete(*facts, *request);
  if (missing == MissingMounts::tolerated) add_missing_mounts(*facts, settings);
  auto plan = make_plan(*request, *facts);
  if (!plan) return Failure(plan.error());
  return std::move(plan->notes);
}

}  // namespace

Result<std::vector<std::string>> check_settings(const platform::Paths& paths,
                                                const config::Settings& settings,
                                                const std::string& method, MissingMounts missing) {
  const auto any = any_agent();
  return plan_with(paths, settings, spec_of(settings, method, any), any, missing);
}

Result<> check_agent(const platform::Paths& paths, const config::Settings& settings,
                     const std::string& method, const config::Agent& agent) {
  const auto checked =
      plan_with(paths, settings, spec_of(settings, method, agent), agent, MissingMounts::tolerated);
  if (checked) return {};
  auto error = checked.error();
  error.message = "the agent " + agent.name + ": " + error.message;
  return Failure(std::move(error));
}

namespace {

Result<> check_folders(const platform::Paths& paths, const config::Workspace& workspace) {
  const auto json = config::load_data(paths, "policies/bwrap.json", "");
  if (!json) return Failure(json.error());
  const auto policy = sandbox::bwrap_policy_from_json(*json);
  if (!policy) return Failure(policy.error());
  sandbox::HostFacts facts;
  gather_person(facts, paths, *policy);
  SANDTRAY_TRY(sandbox::check_given_folder("the workspace", workspace.folder, /*writable=*/true,
                                           facts, *policy));
  for (const auto& mount : workspace.mounts) {
    for (const auto& path : {mount.path, real_or_future_path(mount.path)}) {
      SANDTRAY_TRY(sandbox::check_given_folder(config::mount_words(mount), path, mount.writable,
                                               facts, *policy));
    }
  }
  return {};
}

}  // namespace

Result<> check_folder(const platform::Paths& paths, const std::string& real_folder) {
  config::Workspace workspace;
  workspace.folder = real_folder;
  return check_folders(paths, workspace);
}

Result<> check_workspace(const platform::Paths& paths, const config::Settings& settings,
                         const std::string& method, const config::Workspace& workspace) {
  SANDTRAY_TRY(check_folders(paths, workspace));
  auto agent = any_agent();
  if (!workspace.agent.empty()) {
    auto named = config::load_agent(paths, workspace.agent);
    if (!named) return Failure(named.error());
    agent = std::move(*named);
  }
  auto spec = spec_of(settings, method, agent);
  if (!workspace.method.empty()) spec.method = workspace.method;
  spec.workspace = workspace.folder;
  for (const auto& [name, value] : workspace.options) spec.options[name] = value;
  // Of no agent nobody knows which permissions it has.
  if (workspace.agent.empty()) spec.options.erase("permissions");
  const auto planned = plan_with(paths, config::with_workspace(settings, workspace), spec, agent,
                                 MissingMounts::tolerated);
  return planned ? Result<>{} : Failure(planned.error());
}

}  // namespace sandtray::session
