// SPDX-License-Identifier: MIT
// "Start at login": a desktop entry in the person's autostart folder, and nothing else. An entry of
// the system is overruled by a hidden one of the person's own.
#pragma once

#include <string>

#include "base/result.h"

namespace sandtray::tray {

class Autostart {
 public:
  // `config_home`: ~/.config.
  Autostart(std::string config_home, std::string program);

  bool is_on() const;
  Result<> set(bool on) const;

 private:
  std::string folder_;
  std::string path_;
  std::string program_;
};

// The entry for the program at this path (linux/desktop/sandtray-autostart.desktop.in).
std::string autostart_entry(const std::string& program);

}  // namespace sandtray::tray
