// SPDX-License-Identifier: MIT
#include "base/path.h"
#include "platform/file.h"
#include "session/facts/facts.h"

namespace sandtray::session {

std::string real_or_future_path(const std::string& path) {
  if (const auto real = platform::real_path(path)) return *real;
  const auto folder = parent_of(path);
  if (folder == "/") return path;
  const auto parent = real_or_future_path(folder);
  return (parent == "/" ? "" : parent) + "/" + name_of(path);
}

}  // namespace sandtray::session
