// SPDX-License-Identifier: MIT
#include "base/path.h"
#include "platform/file.h"
#include "session/facts/facts.h"

namespace sandtray::session {

namespace {

constexpr int max_links = 40;  // the kernel's own

std::string lead(const std::string& path, int links) {
  if (const auto real = platform::real_path(path)) return *real;
  const auto folder = parent_of(path);
  const auto parent = folder == "/" ? "" : lead(folder, links);
  const auto here = (parent == "/" ? "" : parent) + "/" + name_of(path);
  const auto target = links < max_links ? platform::read_link(here) : "";
  if (target.empty()) return here;
  return lead(target[0] == '/' ? target : parent + "/" + target, links + 1);
}

}  // namespace

std::string real_or_future_path(const std::string& path) {
  return lead(path, 0);
}

}  // namespace sandtray::session
