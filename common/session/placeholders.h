// SPDX-License-Identifier: MIT
// What guards need in a workspace while a session runs there (sandbox/guards.h).
#pragma once

#include <vector>

#include "platform/held_file.h"
#include "sandbox/plan.h"

namespace sandtray::session {

class Placeholders {
 public:
  Result<> hold(const std::vector<sandbox::Placeholder>& wanted);
  // Those that no other session holds. Call when nothing of the session runs any more.
  void remove();

 private:
  std::vector<platform::HeldFile> held_;
};

}  // namespace sandtray::session
