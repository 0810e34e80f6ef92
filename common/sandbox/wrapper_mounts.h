// SPDX-License-Identifier: MIT
// The mounts of the settings and of a workspace under a method of the person: words of its own for
// each. What it cannot show as it is meant is refused.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sandbox/agent_command.h"

namespace sandtray::sandbox {

// For expand_template(): what stands for the placeholders within words.
using Values = std::vector<std::pair<std::string, std::string>>;

// Why the wrapper would not take that path as it is, as the rest of a sentence; empty if it would.
std::string reason_against_path(const config::Wrapper& wrapper, const std::string& path);

// What stands for {mounts}; the upper before what lies below it. unavailable for a mount that the
// method has no words for, or whose words would not show it where it is meant to be; a note instead
// for one of the settings, which may have been made for other methods.
Result<Argv> make_mount_words(const PlanRequest& request, const HostFacts& facts, const View& view,
                              const Values& values, std::vector<std::string>& notes);

}  // namespace sandtray::sandbox
