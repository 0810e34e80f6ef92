// SPDX-License-Identifier: MIT
// What of the machine a bwrap session sees, as data: share/policies/bwrap.json.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"

namespace sandtray::sandbox {

struct BwrapPolicy {
  std::vector<std::string> system;  // shown read-only, where they exist
  std::vector<std::string> etc;     // names below /etc, shown read-only; all else is not there
  std::vector<std::string> root_proc_read_only;  // below /proc; for root, whose files they are
  std::vector<std::string> root_proc_hidden;     // likewise
  std::vector<std::string> path;                 // PATH inside, after our own folder of links
  std::vector<std::string> pass_env;             // names that every agent may see
  std::vector<std::string> refused_env;  // names, or starts of names that end in "_", never passed
  std::vector<std::string> never_shown;  // neither workspace nor mount, nor anything below
  std::vector<std::string> never_whole;  // neither workspace nor mount
  std::vector<std::string> private_in_home;        // likewise, relative to the person's home
  std::vector<std::string> never_written;          // no writable folder, nor anything below
  std::vector<std::string> never_written_in_home;  // likewise, relative to the person's home
  std::vector<std::string> tool_roots;          // relative to home: whole if a program lies below
  std::vector<std::string> settings_of_agents;  // relative to the workspace: run by host agents
};

Result<BwrapPolicy> bwrap_policy_from_json(const Json& json);

// refused if no setting can pass it on.
Result<> check_variable(const std::string& name, const BwrapPolicy& policy);

}  // namespace sandtray::sandbox
