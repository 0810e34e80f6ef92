// SPDX-License-Identifier: MIT
#include "sandbox/given_folders.h"

#include <algorithm>

#include "base/text.h"
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

Result<Given> given_mount(const config::Mount& mount, const HostFacts& facts,
                          const BwrapPolicy* policy) {
  const auto found = facts.mounts.find(mount.path);
  const auto fact = found == facts.mounts.end() ? MountFact{} : found->second;
  const auto what = config::mount_words(mount);
  if (fact.kind == PathKind::missing) {
    return fail(Code::not_found, what + " is missing: " + display_text(mount.path),
                "Make it if it should be there, or " + config::mount_remedy(mount) + ".");
  }
  if (fact.kind != PathKind::folder && fact.kind != PathKind::file) {
    return fail(
        Code::refused, what + " is neither a file nor a folder: " + display_text(mount.path),
        "Sockets and devices lead out of the sandbox: " + config::mount_remedy(mount) + ".");
  }
  SANDTRAY_TRY(check_steady(what, mount.path, fact.planted));
  for (const auto& path : {mount.path, fact.real}) {
    if (policy == nullptr) break;
    SANDTRAY_TRY(check_given_folder(what, path, mount.writable, facts, *policy));
  }
  return Given{fact.real, mount.path, mount.writable};
}

}  // namespace

Result<std::vector<Given>> given_mounts(const PlanRequest& request, const HostFacts& facts,
                                        const BwrapPolicy* policy) {
  std::vector<Given> given;
  for (const auto& mount : request.settings.mounts) {
    auto one = given_mount(mount, facts, policy);
    if (!one) return Failure(one.error());
    given.push_back(std::move(*one));
  }
  return given;
}

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
