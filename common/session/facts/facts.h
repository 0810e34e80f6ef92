// SPDX-License-Identifier: MIT
// The parts of gather_facts(), one file each.
#pragma once

#include <string>
#include <vector>

#include "platform/paths.h"
#include "sandbox/bwrap_policy.h"
#include "sandbox/host_facts.h"

namespace sandtray::session {

// Where the path leads, even if its last parts, or those of a link on the way, do not exist yet.
std::string real_or_future_path(const std::string& path);
// The symbolic links that lead there, each by its own real place, in the order in which they are
// followed. Whoever can write where one of them lies decides where the path leads.
std::vector<std::string> links_on_the_way(const std::string& path);
// These and the end.
std::vector<std::string> places_on_the_way(const std::string& path);
// The same for what lies below a folder that real_path() gave, whose own way is not walked again.
std::vector<std::string> places_below(const std::string& real_folder, const std::string& name);

// The home, what the policy names below it, and where our own files and programs are.
void gather_person(sandbox::HostFacts& facts, const platform::Paths& paths,
                   const sandbox::BwrapPolicy& policy);

// Which folders of git the workspace leads to. A .git file is believed only if the repository that
// it names knows this workspace, for an agent may have written it.
sandbox::GitFacts gather_git(const platform::Paths& paths, const std::string& workspace);

// The files that sandbox/claims.h judges, as far as they can be read without following a link.
std::vector<sandbox::ClaimingFile> gather_claiming_files(const std::string& workspace);

// The program and, for a script, the one that runs it.
std::vector<sandbox::Tool> gather_tools(const std::vector<std::string>& names,
                                        const std::string& home,
                                        const sandbox::BwrapPolicy& policy);

}  // namespace sandtray::session
