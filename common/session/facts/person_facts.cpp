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
    auto places = places_below(facts.home, name);
    if (places.size() > 1 || places.front() != facts.home + "/" + name)
      facts.home_links[name] = std::move(places);
  }
}

void add_places(std::vector<std::string>& to, const std::string& path) {
  const auto places = places_on_the_way(path);
  to.insert(to.end(), places.begin(), places.end());
}

// A folder of dotfiles may hold them, behind links.
std::vector<std::string> gather_settings(const platform::Paths& paths) {
  std::vector<std::string> found;
  add_places(found, config::settings_path(paths));
  for (const auto* kind : {"/agents", "/methods", "/workspaces"}) {
    const auto folder = paths.config + kind;
    add_places(found, folder);
    for (const auto& name : platform::list_folder(folder)) add_places(found, folder + "/" + name);
  }
  return found;
}

// Links in the folder and in those below it lead to what is read as well.
void add_links_below(std::vector<std::string>& to, const std::string& folder, int depth) {
  for (const auto& name : platform::list_folder(folder)) {
    const auto path = folder + "/" + name;
    const auto kind = platform::kind_of(path);
    if (kind == platform::PathKind::link) add_places(to, path);
    if (kind == platform::PathKind::folder && depth > 1) add_links_below(to, path, depth - 1);
  }
}

std::vector<std::string> gather_installation(const platform::Paths& paths) {
  std::vector<std::string> found;
  for (const auto* name :
       {"sandtray", "sandtray-guest", "sandtray-host", "sandtray-tray", "sandtray-ui"}) {
    add_places(found, paths.bin + "/" + name);
  }
  add_places(found, paths.share);
  add_links_below(found, paths.share, 2);
  return found;
}

}  // namespace

void gather_person(HostFacts& facts, const platform::Paths& paths,
                   const sandbox::BwrapPolicy& policy) {
  facts.home = real_or_future_path(paths.home);
  for (const auto& folder : {paths.config, paths.data, paths.state, paths.runtime}) {
    add_places(facts.private_folders, folder);
  }
  facts.settings = gather_settings(paths);
  facts.installation = gather_installation(paths);
  gather_home(facts, policy);
}

}  // namespace sandtray::session
