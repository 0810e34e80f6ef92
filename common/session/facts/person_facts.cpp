// SPDX-License-Identifier: MIT
#include <set>

#include "config/settings.h"
#include "platform/file.h"
#include "session/facts/facts.h"

namespace sandtray::session {
namespace {

using sandbox::HostFacts;

void gather_home(HostFacts& facts, const sandbox::BwrapPolicy& policy) {
  std::set<std::string> names(policy.private_in_home.begin(), policy.private_in_home.end());
  names.insert(policy.never_written_in_home.begin(), policy.never_written_in_home.end());
  for (const auto& name : names) {
    const auto path = facts.home + "/" + name;
    if (const auto real = real_or_future_path(path); real != path) facts.home_links[name] = real;
  }
}

// A folder of dotfiles may hold them, behind links.
std::vector<std::string> gather_settings(const platform::Paths& paths) {
  const auto agents = paths.config + "/agents";
  std::vector<std::string> found = {real_or_future_path(config::settings_path(paths)),
                                    real_or_future_path(agents)};
  for (const auto& name : platform::list_folder(agents)) {
    found.push_back(real_or_future_path(agents + "/" + name));
  }
  return found;
}

}  // namespace

void gather_person(HostFacts& facts, const platform::Paths& paths,
                   const sandbox::BwrapPolicy& policy) {
  facts.home = real_or_future_path(paths.home);
  for (const auto& folder : {paths.config, paths.data, paths.state, paths.runtime}) {
    facts.private_folders.push_back(real_or_future_path(folder));
  }
  facts.settings = gather_settings(paths);
  gather_home(facts, policy);
}

}  // namespace sandtray::session
