// SPDX-License-Identifier: MIT
// Notices that a guarded file was replaced from outside, which no mount survives. The files stay
// open meanwhile, so that none of their numbers is given to another.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "platform/handle.h"

namespace sandtray::session {

class GuardedFiles {
 public:
  // What is not a regular file is left out.
  void remember(const std::vector<std::string>& paths);
  // Those that are gone or are another file by now.
  std::vector<std::string> replaced() const;

 private:
  std::vector<std::pair<std::string, platform::OwnedHandle>> files_;
};

}  // namespace sandtray::session
