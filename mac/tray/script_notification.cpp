// SPDX-License-Identifier: MIT
#include "tray/script_notification.h"

#include "platform/process.h"

namespace sandtray::tray {

std::vector<std::string> script_words(const app::Notification& notification) {
  // "--" ends the options: a title may begin with a dash.
  return {"osascript",
          "-e",
          "on run argv",
          "-e",
          "display notification (item 2 of argv) with title (item 1 of argv)",
          "-e",
          "end run",
          "--",
          notification.title,
          notification.body};
}

Result<> show_by_script(const app::Notification& notification) {
  platform::SpawnOptions options;
  options.argv = script_words(notification);
  options.env = platform::current_environment();
  options.detached = true;
  const auto started = platform::spawn(options);
  return started ? Result<>{} : Result<>(Failure(started.error()));
}

}  // namespace sandtray::tray
