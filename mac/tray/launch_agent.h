// SPDX-License-Identifier: MIT
// "Start at login" by a property list in ~/Library/LaunchAgents, which launchd reads at login: for
// a tray that is no signed application. A program that was started by hand is left alone.
#pragma once

#include <string>

#include "base/result.h"

namespace sandtray::tray {

class LaunchAgent {
 public:
  LaunchAgent(std::string home, std::string program);

  // Asks launchctl(1), which takes a moment: the person may have switched the entry off in the
  // system's settings, and the file stays then.
  bool is_on() const;
  Result<> set(bool on) const;

 private:
  std::string folder_, path_, program_;
};

// Whether launchctl's list of what is switched off (print-disabled) names us as such.
bool is_switched_off(const std::string& list);

// The property list that starts the program at this path (launchd.plist(5)).
std::string launch_agent(const std::string& program);

}  // namespace sandtray::tray
