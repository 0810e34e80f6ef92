// SPDX-License-Identifier: MIT
// <share>/recipes/lima.json: what is fetched and installed for the virtual machine on this one. A
// file is known by its hash; where it comes from does not matter then.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/paths.h"

namespace sandtray::provision {

struct Download {
  std::string title;  // for a person
  std::vector<std::string> urls;
  std::string digest;
  std::uint64_t mib = 0;  // about; 0: not known

  // Its last part in every URL.
  std::string file_name() const;
};

struct AgentPackage {
  std::string name, program, package, version;
};

struct Recipe {
  std::optional<Download> lima;  // empty: there is none for this system
  std::vector<Download> images;
  std::vector<std::string> packages;  // of Debian
  std::optional<Download> node;       // Node.js with npm
  std::vector<AgentPackage> agents;   // of npm
};
// For a machine of that system and processor, as Lima has them.
Result<Recipe> load_recipe(const platform::Paths& paths, const std::string& system,
                           const std::string& arch);

// What says of a virtual machine that all of it has been installed.
std::string tools_of(const Recipe& recipe);

}  // namespace sandtray::provision
