// SPDX-License-Identifier: MIT
#include "tray/terminal.h"

#include <cstdlib>

#include "app/terminal.h"
#include "base/log.h"
#include "config/catalog.h"
#include "platform/file.h"
#include "platform/process.h"
#include "tray/launcher.h"

namespace sandtray::tray {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

}  // namespace

Result<> open_terminal(const platform::Paths& paths, const std::vector<std::string>& command,
                       const std::string& token, const std::string& setting) {
  const auto json = config::load_data(paths, "terminals.json", "terminals");
  if (!json) return Failure(json.error());
  const auto table = app::terminals_from_json(*json);
  if (!table) return Failure(table.error());
  const app::TerminalFacts facts{
      .setting = setting,
      .variable = variable("TERMINAL"),
      .desktop = variable("XDG_CURRENT_DESKTOP"),
      .installed = [](const auto& name) { return !platform::find_executable(name).empty(); }};
  auto argv = app::terminal_command(*table, facts, command);
  if (!argv) return Failure(argv.error());
  platform::SpawnOptions options;
  options.argv = std::move(*argv);
  options.env = persons_environment();
  if (!token.empty()) options.env["XDG_ACTIVATION_TOKEN"] = token;
  options.folder = paths.home;
  options.new_session = true;
  options.detached = true;
  const auto spawned = platform::spawn(options);
  if (!spawned) return Failure(spawned.error());
  log::info("opened " + options.argv.front());
  return {};
}

}  // namespace sandtray::tray
