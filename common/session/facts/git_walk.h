// SPDX-License-Identifier: MIT
// Looks for repositories below a folder: the upmost first, never through a symbolic link, and only
// as far as a launch can wait for (git_walk.cpp has the limits).
#pragma once

#include <string>
#include <vector>

namespace sandtray::session {

// Whether git takes the folder itself for a repository, without any .git in it.
bool is_bare_repository(const std::string& folder);

// Absolute paths of .git files and folders, and of bare repositories.
std::vector<std::string> find_repositories(const std::string& top);

}  // namespace sandtray::session
