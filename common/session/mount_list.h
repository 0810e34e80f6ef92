// SPDX-License-Identifier: MIT
// The list that sandtray-guest compares the mounts with, inside (guest/start.h). Made when all is
// in place and before the wrapper starts: whoever replaces a source after that is found out.
#pragma once

#include <string>

#include "sandbox/plan.h"

namespace sandtray::session {

// Into the session's files folder. refused if a source leads through a symbolic link.
Result<> write_mount_list(const sandbox::Plan& plan, const std::string& files_folder);

}  // namespace sandtray::session
