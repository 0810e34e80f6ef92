// SPDX-License-Identifier: MIT
#include "session/prepare.h"

#include "platform/ownership.h"
#include "platform/seccomp.h"
#include "session/gather_facts.h"
#include "session/seed.h"
#include "session/workspace.h"

namespace sandtray::session {
namespace {

// A folder of sockets that lies in another user's cannot be reached from inside of a boundary, and
// is that user's to replace: root with the environment of somebody else.
Result<> check_runtime(const platform::Paths& paths, const sandbox::SessionSpec& spec) {
  if (!spec.confined || !platform::others_may_replace(paths.runtime)) {
    return {};
  }
  return fail(Code::refused,
              "another user may replace " + paths.runtime + ", the folder of sockets",
              "Set XDG_RUNTIME_DIR to a folder of your own, or unset it.");
}

// Without a boundary an agent writes wherever the person may: its workspace says nothing.
Result<> remember(const platform::Paths& paths, const sandbox::PlanRequest& request) {
  if (!request.spec.confined) return {};
  auto folders = writable_mounts(request.settings);
  // A worktree is one of ours, which are known.
  if (request.spec.branch.empty()) folders.push_back(request.spec.workspace);
  return Store(paths).remember_folders_of_agents(folders);
}

}  // namespace

Result<Prepared> prepare(const platform::Paths& paths, sandbox::PlanRequest request) {
  request.spec.confined = request.method.boundary;
  const auto facts = gather_facts(paths, request);
  if (!facts) return Failure(facts.error());
  auto plan = make_plan(request, *facts);
  if (!plan) return Failure(plan.error());
  return Prepared{std::move(request), std::move(*plan)};
}

Result<> make_ready(const platform::Paths& paths, const Prepared& prepared) {
  const auto& plan = prepared.plan;
  SANDTRAY_TRY(remember(paths, prepared.request));
  SANDTRAY_TRY(platform::make_private_folder(paths.runtime));
  SANDTRAY_TRY(check_runtime(paths, prepared.request.spec));
  if (plan.private_home.empty()) return {};
  SANDTRAY_TRY(platform::make_private_folder(plan.private_home));
  return apply_seeds(plan.private_home, plan.seeds);
}

Result<std::vector<Store::File>> session_files(const sandbox::Plan& plan) {
  std::vector<Store::File> files;
  files.reserve(plan.files.size() + 1);
  for (const auto& file : plan.files) files.push_back({file.name, file.content, file.mode});
  if (!plan.seccomp.is_null()) {
    auto program = platform::seccomp_program(plan.seccomp);
    if (!program) return Failure(program.error());
    files.push_back({sandbox::seccomp_file, std::move(*program), 0600});
  }
  return files;
}

Json plan_json(const sandbox::Plan& plan) {
  auto stored = plan;
  stored.files.clear();
  stored.seeds.clear();
  stored.seccomp = Json();
  return sandbox::plan_to_json(stored);
}

}  // namespace sandtray::session
