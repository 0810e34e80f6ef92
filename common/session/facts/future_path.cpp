// SPDX-License-Identifier: MIT
#include "platform/file.h"
#include "session/facts/facts.h"

namespace sandtray::session {

std::string real_or_future_path(const std::string& path) {
  if (const auto real = platform::real_path(path)) return *real;
  const auto slash = path.rfind('/');
  if (slash == 0 || slash == std::string::npos) return path;
  const auto parent = real_or_future_path(path.substr(0, slash));
  return (parent == "/" ? "" : parent) + path.substr(slash);
}

}  // namespace sandtray::session
