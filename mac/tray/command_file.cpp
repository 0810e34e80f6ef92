// SPDX-License-Identifier: MIT
#include "tray/command_file.h"

#include <cstdint>
#include <cstdlib>
#include <utility>

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

Result<Opening> open_command_file(const std::string& folder,
                                  const std::vector<std::string>& command,
                                  const std::string& application) {
  SANDTRAY_TRY(platform::make_private_folder(folder));
  remove_old(folder);
  const auto path = folder + "/" + std::to_string(now_ms()) + ending;
  auto errors = platform::make_pipe();
  if (!errors) return Failure(errors.error());
  SANDTRAY_TRY(platform::set_blocking(errors->first.get(), false));
  SANDTRAY_TRY(platform::write_file(path, command_file(command), 0700));
  platform::SpawnOptions options;
  options.argv = open_words(application, path);
  options.env = platform::current_environment();
  options.error = errors->second.get();
  options.new_session = true;
  const auto started = platform::spawn(options);
  if (started) return Opening{*started, std::move(errors->first), path};
  (void)platform::remove_tree(path);
  return Failure(started.error());
}

Result<> opened(const Opening& opening, int code) {
  if (code == 0) return {};
  (void)platform::remove_tree(opening.file);
  char buffer[1024];
  const auto io = platform::read_some(opening.errors.get(), buffer, sizeof buffer);
  const bool says = io.state == platform::IoState::ok;
  auto words = says ? display_text({buffer, io.bytes}) : "";
  if (words.empty()) words = "open ended with " + std::to_string(code);
  return fail(Code::unavailable, words,
              "\"terminal\" in config.json names the application, e.g. \"iTerm\".");
}

}  // namespace sandtray::tray
