// SPDX-License-Identifier: MIT
#include "platform/user_home.h"

#include "base/text.h"
#include "platform/file.h"

namespace sandtray::platform {

// Read here because programs are linked statically, where getpwnam() may not work.
std::string user_home(const std::string& user) {
  const auto users = read_file("/etc/passwd", 1 << 20);
  if (!users || user.empty()) return {};
  for (const auto& line : split(*users, '\n')) {
    const auto fields = split(line, ':');
    if (fields.size() == 7 && fields[0] == user) return fields[5];
  }
  return {};
}

}  // namespace sandtray::platform
