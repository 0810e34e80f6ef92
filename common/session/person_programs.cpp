// SPDX-License-Identifier: MIT
#include "session/person_programs.h"

#include "base/text.h"
#include "config/settings.h"
#include "session/workspace.h"

namespace sandtray::session {

Result<> check_person_programs(const platform::Paths& paths, const std::vector<std::string>& names,
                               const std::vector<std::string>& more) {
  auto known = Store(paths).folders_of_agents();
  if (!known) return Failure(known.error());
  auto theirs = std::move(*known);
  theirs.insert(theirs.end(), more.begin(), more.end());
  if (const auto settings = config::load_settings(paths)) {
    for (auto& folder : writable_mounts(*settings)) theirs.push_back(std::move(folder));
  }
  for (const auto& name : names) {
    const auto program = platform::find_executable(name);
    if (program.empty()) continue;
    const auto place = place_of_agents(theirs, program);
    if (place.empty()) continue;
    return fail(Code::refused,
                display_text(name, 40) + " is " + display_text(place) + ", where agents can write",
                "Remove that folder from PATH.");
  }
  return {};
}

}  // namespace sandtray::session
