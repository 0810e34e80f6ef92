// SPDX-License-Identifier: MIT
#include "sandbox/given_folders.h"

#include <algorithm>

#include "sandbox/folders.h"
#include "sandbox/guards.h"
#include "sandbox/mount_notes.h"

namespace sandtray::sandbox {
namespace {

bool is_open(const PlanRequest& request) {
  const auto option = request.spec.options.find("git");
  return option != request.spec.options.end() && option->second == "open";
}

Result<Guards> guards_of(const Given& given, const PlanRequest& request, const HostFacts& facts) {
  const auto& workspace = request.spec.workspace;
  if (given.path == workspace) {
    if (is_open(request)) return open_git(facts.git);
    auto guards = guard_git(facts.git, workspace);
    if (guards) add_guards(*guards, guard_agent_settings(facts, workspace));
    return guards;
  }
  const auto mount = facts.mounts.find(given.path);
  if (is_open(request) || !given.writable || mount == facts.mounts.end() ||
      mount->second.kind != PathKind::folder) {
    return Guards{};
  }
  return guard_git_of_mount(mount->second.git, given.source);
}

void add_guards(Argv& argv, Plan& plan, const Guards& guards, const Given& given) {
  for (const auto& bind : guards.binds) {
    const bool below = is_or_is_below(bind.path, given.source);
    const auto inside = below ? given.path + bind.path.substr(given.source.size()) : bind.path;
    argv.insert(argv.end(), {bind.writable ? "--bind" : "--ro-bind", bind.path, inside});
    plan.shown.push_back({bind.path, inside});
    if (!bind.writable) plan.guarded.push_back(bind.path);
  }
  const auto append = [](auto& to, const auto& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  append(plan.placeholders, guards.placeholders);
  append(plan.watch, guards.watch);
  append(plan.git_folders, guards.git_folders);
  append(plan.notes, guards.notes);
}

}  // namespace

Result<> add_given_folders(Argv& argv, Plan& plan, const PlanRequest& request,
                           const HostFacts& facts, std::vector<Given> given) {
  // A guard mounts folders of the workspace over themselves, which would hide a mount in them.
  std::stable_partition(given.begin(), given.end(), [&](const Given& folder) {
    return folder.path == request.spec.workspace ||
           !is_or_is_below(folder.path, request.spec.workspace);
  });
  std::vector<Laid> laid;
  for (const auto& folder : given) {
    argv.insert(argv.end(), {folder.writable ? "--bind" : "--ro-bind", folder.source, folder.path});
    plan.shown.push_back({folder.source, folder.path});
    auto guards = guards_of(folder, request, facts);
    if (!guards) return Failure(guards.error());
    add_guards(argv, plan, *guards, folder);
    laid.push_back({folder, std::move(*guards)});
  }
  const auto notes = mount_notes(laid, request.spec.workspace, is_open(request));
  plan.notes.insert(plan.notes.end(), notes.begin(), notes.end());
  return {};
}

}  // namespace sandtray::sandbox
