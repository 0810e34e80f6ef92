// SPDX-License-Identifier: MIT
#include <algorithm>

#include "base/text.h"
#include "sandbox/guards.h"

namespace sandtray::sandbox {

// A missing file gets no placeholder: it would show up in the person's working tree, and in what
// the agent commits. It is watched for instead.
Guards guard_agent_settings(const HostFacts& facts, const std::string& workspace) {
  Guards guards;
  for (const auto& [name, kind] : facts.settings_of_agents) {
    const auto path = workspace + "/" + name;
    const auto leads_on = std::any_of(
        facts.settings_of_agents.begin(), facts.settings_of_agents.end(),
        [prefix = name + "/"](const auto& other) { return other.first.starts_with(prefix); });
    if (kind == PathKind::missing) {
      if (!leads_on) guards.watch.push_back(path);
    } else if (kind == PathKind::file || kind == PathKind::folder) {
      guards.binds.push_back({path, leads_on});
    } else {
      guards.notes.push_back(display_text(path) + " is " + kind_words(kind) +
                             ": the agent can replace it by settings that your own agent would "
                             "obey.");
    }
  }
  for (const auto& path : facts.linked_settings) {
    guards.notes.push_back(display_text(path) +
                           " has another name as well (a hard link): the agent may change by that "
                           "what your own agent would obey.");
  }
  return guards;
}

}  // namespace sandtray::sandbox
