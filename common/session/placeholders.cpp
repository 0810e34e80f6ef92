// SPDX-License-Identifier: MIT
#include "session/placeholders.h"

namespace sandtray::session {

Result<> Placeholders::hold(const std::vector<sandbox::Placeholder>& wanted) {
  for (const auto& item : wanted) {
    auto held = platform::HeldFile::hold(item.path, item.content, item.folder);
    if (!held) {
      remove();
      return Failure(held.error());
    }
    held_.push_back(std::move(*held));
  }
  return {};
}

void Placeholders::remove() {
  for (auto& file : held_) file.remove_if_last();
  held_.clear();
}

}  // namespace sandtray::session
