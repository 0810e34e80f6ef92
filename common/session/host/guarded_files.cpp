// SPDX-License-Identifier: MIT
#include "session/host/guarded_files.h"

#include "platform/file.h"

namespace sandtray::session {
namespace {

// A repository has three; this is for one with very many submodules.
constexpr std::size_t most = 256;

}  // namespace

void GuardedFiles::remember(const std::vector<std::string>& paths) {
  for (const auto& path : paths) {
    if (files_.size() == most) return;
    if (auto file = platform::open_to_read(path)) files_.emplace_back(path, std::move(file));
  }
}

std::vector<std::string> GuardedFiles::replaced() const {
  std::vector<std::string> paths;
  for (const auto& [path, file] : files_) {
    if (!platform::is_file_at(file.get(), path)) paths.push_back(path);
  }
  return paths;
}

}  // namespace sandtray::session
