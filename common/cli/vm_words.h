// SPDX-License-Identifier: MIT
// Words of the command line that name files and folders for the virtual machine.
#pragma once

#include <string>
#include <vector>

#include "provision/lima/options.h"

namespace sandtray::cli {

// Without symbolic links. usage if it is not there, or is the other kind.
Result<std::string> real_place(const std::string& option, const std::string& path, bool folder);
// Of DIR or DIR:ro, each.
Result<std::vector<provision::VmMount>> vm_mounts(const std::vector<std::string>& words);

}  // namespace sandtray::cli
