// SPDX-License-Identifier: MIT
// "Start at login". A signed application is a login item of its own, which the person also finds in
// the system's settings; anything else falls back to a launch agent.
#pragma once

#include "base/result.h"
#include "tray/launch_agent.h"

namespace sandtray::tray {

class LoginItem {
 public:
  explicit LoginItem(LaunchAgent agent) : agent_(std::move(agent)) {}

  bool is_on() const;
  Result<> set(bool on) const;

 private:
  LaunchAgent agent_;
};

}  // namespace sandtray::tray
