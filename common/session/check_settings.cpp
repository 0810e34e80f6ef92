// SPDX-License-Identifier: MIT
#include "session/check_settings.h"

#include "config/catalog.h"
#include "sandbox/folders.h"
#include "session/facts/facts.h"
#include "session/workspace.h"

namespace sandtray::session {

Result<> check_settings(const platform::Paths& paths, const config::Settings& settings,
                        const std::string& method) {
  const auto info = config::load_method(
      paths, settings.default_method.empty() ? method : settings.default_method);
  if (!info) return Failure(info.error());
  if (info->needs != "bwrap") return {};
  const auto data = config::load_data(paths, "policies/bwrap.json", "");
  if (!data) return Failure(data.error());
  const auto policy = sandbox::bwrap_policy_from_json(*data);
  if (!policy) return Failure(policy.error());

  sandbox::HostFacts facts;
  gather_person(facts, paths, *policy);
  const Store store(paths);
  for (const auto& mount : settings.mounts) {
    SANDTRAY_TRY(sandbox::check_steady("a mount of your settings", mount.path,
                                       planted_link(store, writable_mounts(settings), mount.path)));
    for (const auto& path : {mount.path, real_or_future_path(mount.path)}) {
      SANDTRAY_TRY(sandbox::check_given_folder("a mount of your settings", path, mount.writable,
                                               facts, *policy));
    }
  }
  for (const auto& name : settings.pass_env) {
    SANDTRAY_TRY(sandbox::check_variable(name, *policy));
  }
  return {};
}

}  // namespace sandtray::session
