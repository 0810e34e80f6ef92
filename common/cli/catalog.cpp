// SPDX-License-Identifier: MIT
// agents and methods: what can be run, and how it can be confined.
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

std::string boundary_words(const config::MethodInfo& method) {
  if (method.planned) return "not yet";
  return method.boundary ? "yes" : "NONE";
}

Json method_json(const config::MethodInfo& method) {
  return {{"name", method.name},
          {"title", method.title},
          {"summary", method.summary},
          {"boundary", method.boundary},
          {"planned", method.planned},
          {"platforms", method.platforms},
          {"isolates",
           {{"files", method.files},
            {"processes", method.processes},
            {"network", method.network},
            {"devices", method.devices}}},
          {"needs", method.needs}};
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

Result<int> show_method(const Options& options, const platform::Paths& paths) {
  const auto method = config::load_method(paths, options.name);
  if (!method) return Failure(method.error());
  if (options.json) {
    print_json(method_json(*method));
    return 0;
  }
  print_line(method->title + " (" + method->name + ")");
  print_line("  " + method->summary);
  print_line("  files      " + method->files);
  print_line("  processes  " + method->processes);
  print_line("  network    " + method->network);
  print_line("  devices    " + method->devices);
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

Result<int> methods(const Options& options, const platform::Paths& paths) {
  if (options.action == "show") {
    if (options.name.empty()) return fail(Code::usage, "methods show takes a name");
    return show_method(options, paths);
  }
  Json all = Json::array();
  std::vector<std::vector<std::string>> rows = {{"METHOD", "BOUNDARY", "SUMMARY"}};
  for (const auto& name : config::method_names(paths)) {
    const auto method = config::load_method(paths, name);
    if (!method) return Failure(method.error());
    all.push_back(method_json(*method));
    if (config::is_for_this_system(*method)) {
      rows.push_back({name, boundary_words(*method), method->summary});
    }
  }
  if (options.json) {
    print_json(all);
  } else {
    print_table(rows);
  }
  return 0;
}

}  // namespace sandtray::cli
