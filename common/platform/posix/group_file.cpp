// SPDX-License-Identifier: MIT
#include "platform/posix/group_file.h"

#include "base/text.h"

namespace sandtray::platform {

bool is_group_of_one(const std::string& groups, unsigned number) {
  bool found = false;
  for (const auto& line : split(groups, '\n')) {
    const auto fields = split(line, ':');  // name, password, number, members
    if (fields.size() != 4 || fields[2] != std::to_string(number)) continue;
    if (!fields[3].empty() && fields[3] != fields[0]) return false;
    found = true;
  }
  return found;
}

}  // namespace sandtray::platform
