// SPDX-License-Identifier: MIT
// Files of a workspace that ask for less confinement. Sandtray takes nothing from a workspace, so
// they change nothing of a sandbox; an agent may obey them within it, and a person is to know.
#pragma once

#include <string>
#include <vector>

#include "sandbox/host_facts.h"

namespace sandtray::sandbox {

// Relative to the workspace: what is looked for there.
const std::vector<std::string>& claiming_names();

// One sentence for each file that asks for something. `confines`: the method has a boundary.
std::vector<std::string> claims_of(const std::vector<ClaimingFile>& files, bool confines);

}  // namespace sandtray::sandbox
