// SPDX-License-Identifier: MIT
// Who may change a file.
#pragma once

#include <string>

namespace sandtray::platform {

// Whether nobody but this user, and those who rule the machine anyway, can write the file or put
// another in its place, by mode or by access control list. Links are followed. False also where it
// cannot be told. A group of the user's own may write if /etc/group lists nobody else in it; who
// has it as first group is not asked.
bool only_owner_may_change(const std::string& path);
// Whether another user, but those who rule the machine, can put something else in the place of the
// file, folder or symbolic link. True also where it cannot be told.
bool others_may_replace(const std::string& path);

// The command, for a person to paste, that takes these rights from everybody else.
std::string keep_others_out_command(const std::string& path);

}  // namespace sandtray::platform
