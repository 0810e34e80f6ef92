// SPDX-License-Identifier: MIT
#include "ui/terminal.h"

#include "tray/terminal.h"

namespace sandtray::ui {

Result<> open_terminal(tray::EventLoop&, const platform::Paths& paths,
                       const std::vector<std::string>& command, const std::string& setting,
                       const std::function<void(const Error&)>&) {
  return tray::open_terminal(command, setting, paths.home);
}

}  // namespace sandtray::ui
