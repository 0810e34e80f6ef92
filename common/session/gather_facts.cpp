// SPDX-License-Identifier: MIT
#include "session/gather_facts.h"

#include <algorithm>

#include "base/path.h"
#include "platform/file.h"
#include "platform/hard_links.h"
#include "platform/namespaces.h"
#include "platform/port.h"
#include "platform/process.h"
#include "platform/socket.h"
#include "platform/system_name.h"
#include "platform/variable_name.h"
#include "sandbox/folders.h"
#include "sandbox/ports.h"
#include "session/facts/facts.h"
#include "session/filenames.h"
#include "session/store.h"
#include "session/workspace.h"
#include "session/worktree/refs.h"

namespace sandtray::session {
namespace {

using platform::PathKind;
using sandbox::HostFacts;
using Folders = std::vector<std::string>;  // where agents can write

constexpr auto bwrap = "bwrap";

// A method of the person may start bubblewrap, too: then it is not ours.
bool is_bwrap(const config::MethodInfo& method) {
  return !method.own && method.needs == bwrap;
}

bool is_lima(const config::MethodInfo& method) {
  return method.name == "lima" && !method.own;
}

bool is_sbx(const config::MethodInfo& method) {
  return !method.own && method.name == "sbx";
}

bool leads_to_system(const std::string& path, const sandbox::BwrapPolicy& policy) {
  const auto real = platform::real_path(path);
  return real && std::any_of(policy.system.begin(), policy.system.end(), [&](const auto& folder) {
           return sandbox::is_or_is_below(*real, folder);
         });
}

// Absolute, or empty when it is not on PATH.
std::string program_path(const std::string& name) {
  auto path = platform::find_executable(name);
  if (path.empty() || is_absolute(path)) return path;
  return platform::real_path(".").value_or("") + "/" + path;
}

void gather_programs(HostFacts& facts, const sandbox::PlanRequest& request, const Folders& theirs) {
  const auto& wrapper = request.method.wrapper;
  for (const auto* words : {&wrapper.argv, &wrapper.check, &wrapper.stop, &wrapper.cleanup}) {
    if (words->empty()) continue;
    const auto path = program_path(words->front());
    facts.programs[words->front()] = {path, path.empty() ? "" : place_of_agents(theirs, path)};
  }
}

void gather_sandboxes(HostFacts& facts, const platform::Paths& paths,
                      const sandbox::PlanRequest& request, const Folders& theirs) {
  facts.sandboxes.program = config::find_sbx();
  if (facts.sandboxes.program.empty()) return;
  facts.sandboxes_in_workspace = place_of_agents(theirs, facts.sandboxes.program);
  if (!facts.sandboxes_in_workspace.empty()) return;  // not to be run
  facts.sandboxes = config::look_at_docker_sandboxes(facts.sandboxes.program, /*version=*/false);
  facts.git = gather_git(paths, request.spec.workspace);
}

void gather_bwrap(HostFacts& facts, const Folders& theirs) {
  const auto path = program_path(bwrap);
  if (path.empty()) return;
  facts.bwrap = platform::real_path(path).value_or(path);
  facts.bwrap_in_workspace = place_of_agents(theirs, path);
  if (!facts.bwrap_in_workspace.empty()) return;  // not to be run, not even to ask it something
  // An option that it knows is a word in it: cheaper than to run it, and every launch asks.
  const auto program = platform::read_file(facts.bwrap, 4 << 20);
  facts.bwrap_limits_nesting = program && program->find("--disable-userns") != std::string::npos;
  const auto answer = platform::probe_user_namespaces(facts.bwrap);
  facts.user_namespaces_refused = answer.refused;
  facts.user_namespaces_fix = answer.fix;
}

void gather_system(HostFacts& facts, const sandbox::BwrapPolicy& policy) {
  for (const auto& name : policy.etc) {
    const auto path = "/etc/" + name;
    const auto kind = platform::kind_of(path);
    if (kind == PathKind::missing) continue;
    // A link into the system's folders can be shown as it is, which costs no mount.
    const bool link = kind == PathKind::link && leads_to_system(path, policy);
    facts.etc.push_back(
        {path, link ? PathKind::link : PathKind::file, link ? platform::read_link(path) : ""});
  }
  for (const auto& folder : policy.system) {
    facts.system_folders.push_back(
        {folder, platform::kind_of(folder), platform::read_link(folder)});
  }
  for (const auto& name : policy.root_proc_hidden) {
    if (platform::exists("/proc/" + name)) facts.hidden_proc.push_back(name);
  }
}

void gather_agent_settings(HostFacts& facts, const std::string& workspace,
                           const sandbox::BwrapPolicy& policy) {
  for (const auto& name : policy.settings_of_agents) {
    // Below a link lies what the link says, maybe outside of the workspace: not looked at.
    bool own = true;
    for (auto end = name.find('/'); own && end != std::string::npos;
         end = name.find('/', end + 1)) {
      const auto folder = name.substr(0, end);
      const auto kind = platform::kind_of(workspace + "/" + folder);
      facts.settings_of_agents[folder] = kind;
      own = kind == PathKind::folder || kind == PathKind::missing;
    }
    if (!own) continue;
    const auto path = workspace + "/" + name;
    const auto kind = facts.settings_of_agents[name] = platform::kind_of(path);
    if (kind == PathKind::file && platform::has_other_names(path)) {
      facts.linked_settings.push_back(path);
    }
  }
}

// The method says what is wrong with words that name none.
std::vector<int> gather_taken_ports(const sandbox::PlanRequest& request) {
  std::vector<int> taken;
  const auto asked = request.spec.options.find("ports");
  if (asked == request.spec.options.end()) return taken;
  const auto ports = sandbox::parse_ports(asked->second, "ports");
  for (const auto& port : ports ? *ports : std::vector<sandbox::Port>{}) {
    const int host = port.host == 0 ? port.guest : port.host;
    if (!platform::can_listen(host)) taken.push_back(host);
  }
  return taken;
}

}  // namespace

Result<sandbox::PlanRequest> load_plan_request(const platform::Paths& paths,
                                               const config::Settings& settings,
                                               const sandbox::SessionSpec& spec) {
  auto agent = config::load_agent(paths, spec.agent);
  if (!agent) return Failure(agent.error());
  if (agent->disabled) {
    return fail(Code::unavailable, "the agent \"" + agent->name + "\" is disabled",
                "`sandtray agents enable " + agent->name + "` lets it run again.");
  }
  return make_plan_request(paths, settings, spec, std::move(*agent));
}

Result<sandbox::PlanRequest> make_plan_request(const platform::Paths& paths,
                                               const config::Settings& settings,
                                               const sandbox::SessionSpec& spec,
                                               config::Agent agent) {
  auto method = config::load_method(paths, spec.method);
  if (!method) return Failure(method.error());
  sandbox::PlanRequest request{spec, std::move(agent), settings, std::move(*method), {}, {}};
  if (request.method.partial) {
    const auto& needs = request.agent.sandboxed.needs;
    request.agent.needs.insert(request.agent.needs.end(), needs.begin(), needs.end());
  }
  for (auto* names :
       {&request.agent.pass_env, &request.settings.pass_env, &request.method.wrapper.pass_env}) {
    std::transform(names->begin(), names->end(), names->begin(), platform::variable_name);
  }
  // Whatever confines the rest, the folder that is given away is chosen here.
  if (is_bwrap(request.method) || is_sbx(request.method) || is_lima(request.method) ||
      (request.method.own && request.method.boundary)) {
    // Its reader refuses what it misses; the schemas, which the tests and doctor ask, would be
    // the longest part of a launch.
    auto policy = config::load_data(paths, "policies/bwrap.json", "");
    if (!policy) return Failure(policy.error());
    request.policy = std::move(*policy);
  }
  if (is_bwrap(request.method)) {
    auto seccomp = config::load_data(paths, "policies/seccomp.json", "");
    if (!seccomp) return Failure(seccomp.error());
    request.seccomp = std::move(*seccomp);
  }
  return request;
}

Result<HostFacts> gather_facts(const platform::Paths& paths, const sandbox::PlanRequest& request) {
  const bool confined = is_bwrap(request.method);
  const auto policy = request.policy.is_null()
                          ? Result<sandbox::BwrapPolicy>(sandbox::BwrapPolicy{})
                          : sandbox::bwrap_policy_from_json(request.policy);
  if (!policy) return Failure(policy.error());
  const auto& workspace = request.spec.workspace;

  const Store store(paths);
  auto known = store.folders_of_agents();
  if (!known) return Failure(known.error());
  auto theirs = std::move(*known);
  for (auto& folder : writable_mounts(request.settings)) theirs.push_back(std::move(folder));
  theirs.push_back(workspace);

  HostFacts facts;
  facts.system = platform::system_name;
  facts.root = platform::is_root();
  const auto ids = platform::own_ids();
  facts.user_id = ids.user;
  facts.group_id = ids.group;
  // Where nothing is confined, nobody judges what an agent is given.
  if (confined || request.method.own || is_lima(request.method)) {
    gather_person(facts, paths, *policy);
  } else {
    facts.home = real_or_future_path(paths.home);
  }
  if (!request.spec.branch.empty()) facts.worktree = workspace;
  if (confined) {
    gather_bwrap(facts, theirs);
    gather_system(facts, *policy);
    gather_agent_settings(facts, workspace, *policy);
    facts.git = gather_git(paths, workspace);
    facts.git.own_branch = request.spec.branch;
    facts.git.branch_beside_others =
        !request.spec.branch.empty() && is_beside_others(facts.git.common, request.spec.branch);
  }
  if (request.method.own) gather_programs(facts, request, theirs);
  if (is_sbx(request.method)) gather_sandboxes(facts, paths, request, theirs);
  facts.resolv_conf = platform::real_path("/etc/resolv.conf").value_or("");
  if (platform::exists("/bin/bash")) facts.shell = "/bin/bash";

  std::vector<std::string> names = {request.agent.command};
  names.insert(names.end(), request.agent.needs.begin(), request.agent.needs.end());
  facts.needs = gather_tools(names, facts.home, *policy);
  if (!request.method.boundary) {
    for (auto& tool : facts.needs) tool.in_workspace = place_of_agents(theirs, tool.path);
  }
  facts.command = facts.needs.front();
  facts.needs.erase(facts.needs.begin());

  facts.workspace = platform::kind_of(workspace);
  facts.claiming_files = gather_claiming_files(workspace);
  facts.workspace_writable = platform::may_write_unprivileged(workspace);
  for (const auto& mount : request.settings.mounts) {
    const auto real = platform::real_path(mount.path);
    if (!real) continue;
    auto& fact = facts.mounts[mount.path] = {*real, platform::kind_of(*real)};
    fact.planted = planted_link(store, theirs, mount.path);
    if (confined && mount.writable && fact.kind == PathKind::folder) {
      fact.git = gather_git(paths, *real);
    }
  }

  // A session with the network could listen in the home on behalf of one without.
  const auto* home = sandbox::is_offline(request) ? ".offline" : "";
  const auto method = request.method.own ? "@" + request.spec.method : "";
  facts.private_home = paths.data + "/homes/" + request.spec.agent + method + home;
  facts.files = store.folder_of(request.spec.id) + "/" + filename::files;
  facts.hook_socket = store.hook_socket_of(request.spec.id);
  facts.hook_address = platform::socket_address(facts.hook_socket);
  facts.sandtray = paths.bin + "/sandtray";
  if (is_lima(request.method)) facts.taken_ports = gather_taken_ports(request);
  facts.guest = platform::short_path(platform::find_executable(paths.bin + "/sandtray-guest"));
  for (const auto& [name, value] : platform::current_environment()) {
    facts.environment.push_back(name);
    if (name == "SSH_AUTH_SOCK" && platform::exists(value)) facts.ssh_agent = value;
  }
  return facts;
}

}  // namespace sandtray::session
