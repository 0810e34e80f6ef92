// SPDX-License-Identifier: MIT
// The data files: agents and methods, shipped and the person's own. Those of the person are checked
// by their schema on load, the shipped ones by the tests.
#pragma once

#include <string>
#include <vector>

#include "config/agent.h"
#include "config/method.h"
#include "platform/paths.h"

namespace sandtray::config {

// Shipped and own, sorted.
std::vector<std::string> agent_names(const platform::Paths& paths);
// usage with the known names in the hint; config when the file is bad. An own preset of the same
// name stands for the shipped one. A disabled one is loaded, too.
Result<Agent> load_agent(const platform::Paths& paths, const std::string& name);
// What a file of the person's at that path says, or would: checked, and laid over the shipped
// preset that it is from.
Result<Agent> own_agent_from_json(const platform::Paths& paths, const Json& json,
                                  const std::string& path);

// Likewise, but nobody can replace a shipped one: its promises are ours. Those of the person are
// command lines (config/method.h); refused when somebody else may change the file.
std::vector<std::string> method_names(const platform::Paths& paths);
bool is_for_this_system(const MethodInfo& method);

// Of both, what a person can choose here: an agent that is not disabled, a method for this system.
// What cannot be read is left out.
std::vector<Agent> agents_to_choose(const platform::Paths& paths);
std::vector<MethodInfo> methods_to_choose(const platform::Paths& paths);
Result<MethodInfo> load_method(const platform::Paths& paths, const std::string& name);

// <share>/<file>, checked by <share>/schemas/<schema>.schema.json unless `schema` is empty.
Result<Json> load_data(const platform::Paths& paths, const std::string& file,
                       const std::string& schema);

}  // namespace sandtray::config
