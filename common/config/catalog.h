// SPDX-License-Identifier: MIT
// The data files: agents and methods, shipped and the person's own. Those of the person are checked
// by their schema on load, the shipped ones by the tests.
#pragma once

#include <string>
#include <vector>

#include "config/agent.h"
#include "platform/paths.h"

namespace sandtray::config {

// What a method promises, for people: shown by `sandtray methods`, the docs and the windows.
struct MethodInfo {
  std::string name;
  std::string title;
  std::string summary;
  bool boundary = true;                            // false: nothing is confined (host)
  bool planned = false;                            // not there yet: it refuses
  std::vector<std::string> platforms;              // linux, macos, windows
  std::string files, processes, network, devices;  // what it isolates, and what not
  std::string needs;                               // the program it needs; empty
};

// Shipped and own, sorted.
std::vector<std::string> agent_names(const platform::Paths& paths);
// not_found with the known names in the hint; config when the file is bad. An own preset of the
// same name replaces the shipped one.
Result<Agent> load_agent(const platform::Paths& paths, const std::string& name);

std::vector<std::string> method_names(const platform::Paths& paths);
bool is_for_this_system(const MethodInfo& method);
Result<MethodInfo> load_method(const platform::Paths& paths, const std::string& name);

// <share>/<file>, checked by <share>/schemas/<schema>.schema.json unless `schema` is empty.
Result<Json> load_data(const platform::Paths& paths, const std::string& file,
                       const std::string& schema);

}  // namespace sandtray::config
