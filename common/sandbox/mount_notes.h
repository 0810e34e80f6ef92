// SPDX-License-Identifier: MIT
// What mounts of the settings do to a session beside giving it more: they are the person's own
// wish, but may have been made for other workspaces, so a launch tells of it.
#pragma once

#include <string>
#include <vector>

#include "sandbox/given_folders.h"
#include "sandbox/guards.h"

namespace sandtray::sandbox {

// A folder or file that is given, with the guards over it.
struct Laid {
  Given given;
  Guards guards;
};

// `laid`: in the order in which they are mounted. `git_is_open`: nothing is guarded of git.
std::vector<std::string> mount_notes(const std::vector<Laid>& laid, const std::string& workspace,
                                     bool git_is_open);

}  // namespace sandtray::sandbox
