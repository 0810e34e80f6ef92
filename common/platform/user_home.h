// SPDX-License-Identifier: MIT
// Where other users' homes are.
#pragma once

#include <string>

namespace sandtray::platform {

// As /etc/passwd has it (passwd(5)); empty if it does not know the user, or where there is no such
// file.
std::string user_home(const std::string& user);

}  // namespace sandtray::platform
