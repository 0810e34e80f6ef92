// SPDX-License-Identifier: MIT
#include "ui/terminal.h"

#include <memory>

#include "tray/command_file.h"

namespace sandtray::ui {
namespace {

struct Open {
  tray::Opening opening;
  tray::Source ending;
};

}  // namespace

Result<> open_terminal(tray::EventLoop& loop, const platform::Paths& paths,
                       const std::vector<std::string>& command, const std::string& setting,
                       const std::function<void(const Error&)>& failed) {
  auto opening = tray::open_command_file(paths.state + "/terminal", command, setting);
  if (!opening) return Failure(opening.error());
  // It holds itself until open(1) has ended.
  auto open = std::make_shared<Open>();
  open->opening = std::move(*opening);
  open->ending = loop.on_exit(open->opening.pid, [open, failed](int code) {
    const auto done = tray::opened(open->opening, code);
    if (!done) failed(done.error());
    open->ending.reset();
  });
  return {};
}

}  // namespace sandtray::ui
