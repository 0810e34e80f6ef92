// SPDX-License-Identifier: MIT
#include "tray/command_file.h"

#include <cstdint>
#include <cstdlib>

#include "base/clock.h"
#include "base/text.h"
#include "platform/file.h"
#include "platform/paths.h"
#include "platform/process.h"

namespace sandtray::tray {
namespace {

constexpr auto ending = ".command";
constexpr std::int64_t patience_ms = 60'000;

// Files are named by the time. What is old has not been run and will not be: the terminal was
// missing, or the machine went down.
void remove_old(const std::string& folder) {
  for (const auto& name : platform::list_folder(folder)) {
    if (!name.ends_with(ending)) continue;
    const auto made_ms = std::strtoll(name.c_str(), nullptr, 10);
    if (now_ms() - made_ms > patience_ms) (void)platform::remove_tree(folder + "/" + name);
  }
}

}  // namespace

std::string command_file(const std::vector<std::string>& command) {
  return "#!/bin/sh\nrm -f -- \"$0\"\nexec " + shell_quote(command) + "\n";
}

std::vector<std::string> open_words(const std::string& application, const std::string& file) {
  if (application.empty()) return {"open", file};
  return {"open", "-a", application, file};
}

Result<> open_command_file(const std::string& folder, const std::vector<std::string>& command,
                           const std::string& application) {
  SANDTRAY_TRY(platform::make_private_folder(folder));
  remove_old(folder);
  const auto path = folder + "/" + std::to_string(now_ms()) + ending;
  SANDTRAY_TRY(platform::write_file(path, command_file(command), 0700));
  platform::SpawnOptions options;
  options.argv = open_words(application, path);
  options.env = platform::current_environment();
  options.detached = true;
  const auto started = platform::spawn(options);
  if (started) return {};
  (void)platform::remove_tree(path);
  return Failure(started.error());
}

}  // namespace sandtray::tray
