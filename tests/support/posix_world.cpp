// SPDX-License-Identifier: MIT
// What only systems with POSIX have of support/command.h.
#include <termios.h>

#include "support/command.h"

namespace sandtray::test {

platform::Environment make_world(const std::string& root) {
  return {{"HOME", root + "/home"},           {"XDG_CONFIG_HOME", root + "/config"},
          {"XDG_DATA_HOME", root + "/data"},  {"XDG_STATE_HOME", root + "/state"},
          {"XDG_RUNTIME_DIR", root + "/run"}, {"PATH", "/usr/local/bin:/usr/bin:/bin"},
          {"TERM", "xterm-256color"},         {"LANG", "C.UTF-8"}};
}

bool OnTerminal::is_cooked() const {
  termios modes{};
  return tcgetattr(pty_.slave.get(), &modes) == 0 && (modes.c_lflag & ECHO) != 0 &&
         (modes.c_lflag & ICANON) != 0 && (modes.c_oflag & OPOST) != 0;
}

}  // namespace sandtray::test
