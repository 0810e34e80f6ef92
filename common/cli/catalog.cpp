// SPDX-License-Identifier: MIT
// agents: what can be run.
#include "config/catalog.h"

#include "base/text.h"
#include "cli/options.h"
#include "cli/print.h"
#include "platform/file.h"

namespace sandtray::cli {
namespace {

Json agent_json(const config::Agent& agent) {
  Json permissions = Json::object();
  for (const auto& [name, profile] : agent.permissions) {
    permissions[name] = {{"args", profile.args}, {"env", profile.env}};
  }
  return {{"name", agent.name},       {"title", agent.title},
          {"command", agent.command}, {"path", platform::find_executable(agent.command)},
          {"args", agent.args},       {"permissions", permissions},
          {"env", agent.env},         {"pass_env", agent.pass_env},
          {"install", agent.install}};
}

Result<int> show_agent(const Options& options, const platform::Paths& paths) {
  const auto agent = config::load_agent(paths, options.name);
  if (!agent) return Failure(agent.error());
  if (options.json) {
    print_json(agent_json(*agent));
    return 0;
  }
  const auto path = platform::find_executable(agent->command);
  print_line(agent->title + " (" + agent->name + ")");
  print_line("  command  " + (path.empty() ? agent->command + ", not found" : path));
  if (path.empty() && !agent->install.empty()) print_line("  install  " + agent->install);
  print_line("  args     " + shell_quote(agent->args));
  for (const auto& [name, profile] : agent->permissions) {
    print_line("  --set permissions=" + name + "  " + shell_quote(profile.args));
  }
  print_line("  sees     " + join(agent->pass_env, " "));
  return 0;
}

}  // namespace

Result<int> agents(const Options& options, const platform::Paths& paths) {
  if (options.action == "show") {
    if (options.name.empty()) return fail(Code::usage, "agents show takes a name");
    return show_agent(options, paths);
  }
  Json all = Json::array();
  std::vector<std::vector<std::string>> rows = {{"AGENT", "TITLE", "COMMAND"}};
  std::vector<Error> broken;
  for (const auto& name : config::agent_names(paths)) {
    const auto agent = config::load_agent(paths, name);
    if (!agent) {
      broken.push_back(agent.error());
      continue;
    }
    const auto path = platform::find_executable(agent->command);
    all.push_back(agent_json(*agent));
    rows.push_back({name, agent->title, path.empty() ? "not found: " + agent->install : path});
  }
  if (options.json) {
    print_json(all);
  } else {
    print_table(rows);
  }
  for (const auto& error : broken) print_error(error);
  return broken.empty() ? 0 : static_cast<int>(broken.front().code);
}

}  // namespace sandtray::cli
