// SPDX-License-Identifier: MIT
// agents: what can be run; those of the person are made, changed and removed here.
#include "base/text.h"
#include "base/words.h"
#include "cli/editor.h"
#include "cli/options.h"
#include "cli/print.h"
#include "config/catalog.h"
#include "config/own_agents.h"
#include "platform/file.h"

namespace sandtray::cli {
namespace {

Json agent_json(const config::Agent& agent) {
  Json permissions = Json::object();
  for (const auto& [name, profile] : agent.permissions) {
    permissions[name] = {{"args", profile.args}, {"env", profile.env}};
  }
  return {{"name", agent.name},
          {"title", agent.title},
          {"command", agent.command},
          {"path", platform::find_executable(agent.command)},
          {"args", agent.args},
          {"permissions", permissions},
          {"env", agent.env},
          {"pass_env", agent.pass_env},
          {"install", agent.install},
          {"own", agent.own},
          {"from", agent.from},
          {"disabled", agent.disabled},
          {"notifications", agent.notifications},
          {"model", agent.model.args},
          {"resume", agent.resume.args},
          {"default_permissions", agent.default_permissions},
          {"default_model", agent.default_model},
          {"launch", agent.launch.empty() ? "default" : agent.launch},
          {"sbx", agent.sbx.agent},
          {"login", agent.login}};
}

Result<int> show_agent(const Options& options, const platform::Paths& paths) {
  const auto agent = config::load_agent(paths, options.name);
  if (!agent) return Failure(agent.error());
  if (options.json) {
    print_json(agent_json(*agent));
    return 0;
  }
  const auto path = platform::find_executable(agent->command);
  print_line(agent->title + " (" + agent->name + ")" + (agent->disabled ? ", disabled" : ""));
  print_line("  command  " + (path.empty() ? agent->command + ", not found" : path));
  if (path.empty() && !agent->install.empty()) print_line("  install  " + agent->install);
  print_line("  args     " + shell_quote(agent->args));
  for (const auto& [name, profile] : agent->permissions) {
    print_line("  --set permissions=" + name + "  " + shell_quote(profile.args) +
               (name == agent->default_permissions ? ", by default" : ""));
  }
  if (!agent->model.args.empty()) {
    print_line("  --model MODEL  " + shell_quote(agent->model.args) +
               (agent->default_model.empty() ? "" : ", by default " + agent->default_model));
  }
  if (!agent->resume.args.empty()) {
    print_line("  --resume  " + shell_quote(agent->resume.args));
  }
  print_line("  launch   " + std::string(agent->launch.empty() ? "default" : agent->launch) +
             (agent->sbx.agent.empty() ? "" : ", sbx as " + agent->sbx.agent));
  if (!agent->notifications) print_line("  silent   the tray shows no notifications about it");
  print_line("  sees     " + join(agent->pass_env, " "));
  if (!agent->own) return 0;
  if (!agent->from.empty()) print_line("  from     " + agent->from);
  print_line("  file     " + config::own_agent_path(paths, agent->name));
  return 0;
}

// A command line takes the place of the program that is copied, and is given its arguments, too.
Result<> set_program(Json& agent, const Options& options, const config::Agent& copied) {
  auto words = split_words(options.program);
  if (!words) return Failure(words.error());
  if (words->empty()) return fail(Code::usage, "--command is empty");
  agent["command"] = words->front();
  if (words->size() == 1) return {};
  auto args = copied.args;
  args.insert(args.end(), words->begin() + 1, words->end());
  agent["args"] = args;
  return {};
}

// A copy, a command line, or both.
Result<int> add_agent(const Options& options, const platform::Paths& paths) {
  if (options.name.empty() || (options.from.empty() && options.program.empty())) {
    return fail(Code::usage, "agents add takes a name, and --from or --command",
                "Known: " + join(config::agent_names(paths), ", ") + ".");
  }
  Json agent = Json::object();
  config::Agent copied;
  if (!options.from.empty()) {
    auto copy = config::copy_of_agent(paths, options.from);
    if (!copy) return Failure(copy.error());
    agent = std::move(*copy);
    auto loaded = config::load_agent(paths, options.from);
    if (!loaded) return Failure(loaded.error());
    copied = std::move(*loaded);
  }
  agent["name"] = options.name;
  if (!options.title.empty()) {
    agent["title"] = options.title;
  } else if (options.from.empty()) {
    agent["title"] = options.name;
  } else if (options.from != options.name) {
    agent["title"] = copied.title + " (" + options.name + ")";
  }
  if (!options.permissions.empty()) agent["default_permissions"] = options.permissions;
  if (!options.model.empty()) agent["default_model"] = options.model;
  if (!options.program.empty()) SANDTRAY_TRY(set_program(agent, options, copied));
  SANDTRAY_TRY(config::add_agent(paths, agent));
  print_line(config::own_agent_path(paths, options.name));
  return 0;
}

// One of Sandtray's own is changed in a file of the person's, which is not kept if it says nothing.
Result<int> edit_agent(const Options& options, const platform::Paths& paths) {
  const auto path = config::own_agent_path(paths, options.name);
  const auto present = config::load_agent(paths, options.name);
  // What is broken is there to be mended.
  const bool own = present ? present->own : present.error().code != Code::usage;
  if (!own && !present) return Failure(present.error());
  const Json fresh = {{"name", options.name}, {"from", options.name}};
  if (!own) SANDTRAY_TRY(config::add_agent(paths, fresh));
  const auto before = platform::read_file(path, 1 << 20).value_or("");
  const auto edited = open_editor(path);
  if (!own && platform::read_file(path, 1 << 20).value_or("") == before) {
    SANDTRAY_TRY(config::remove_agent(paths, options.name));
  }
  if (!edited) return Failure(edited.error());
  const auto agent = config::load_agent(paths, options.name);
  return agent ? Result<int>(0) : Failure(agent.error());
}

// The agent's own login, in the private home that its sessions by this method have. Those without
// network have another home, where a login would be of no use.
Result<int> log_in(const Options& options, const platform::Paths& paths) {
  const auto agent = config::load_agent(paths, options.name);
  if (!agent) return Failure(agent.error());
  if (agent->login.empty()) {
    return fail(
        Code::usage, agent->title + " has no login that Sandtray knows of",
        "`sandtray agents show " + agent->name + "` names the variables that are passed to it.");
  }
  Options wish;
  wish.agent = agent->name;
  wish.method = options.method;
  wish.workspace = options.workspace;
  wish.set = {"network=host"};
  wish.args = agent->login;
  wish.any_number = true;  // a person sits there
  return run(wish, paths);
}

Result<int> list_agents(const Options& options, const platform::Paths& paths) {
  Json all = Json::array();
  std::vector<std::vector<std::string>> rows = {{"AGENT", "TITLE", "LAUNCH", "COMMAND"}};
  std::vector<Error> broken;
  for (const auto& name : config::agent_names(paths)) {
    const auto agent = config::load_agent(paths, name);
    if (!agent) {
      broken.push_back(agent.error());
      continue;
    }
    const auto path = platform::find_executable(agent->command);
    all.push_back(agent_json(*agent));
    rows.push_back({name, agent->title, agent->launch.empty() ? "default" : agent->launch,
                    agent->disabled                          ? "disabled"
                    : path.empty() && agent->install.empty() ? "not found"
                    : path.empty()                           ? "not found: " + agent->install
                                                             : path});
  }
  if (options.json) {
    print_json(all);
  } else {
    print_table(rows);
  }
  for (const auto& error : broken) print_error(error);
  return broken.empty() ? 0 : static_cast<int>(broken.front().code);
}

}  // namespace

Result<int> agents(const Options& options, const platform::Paths& paths) {
  if (options.action.empty() || options.action == "list") return list_agents(options, paths);
  if (options.action == "add") return add_agent(options, paths);
  if (options.name.empty()) {
    return fail(Code::usage, "agents " + options.action + " takes a name");
  }
  if (options.action == "show") return show_agent(options, paths);
  if (options.action == "edit") return edit_agent(options, paths);
  if (options.action == "login") return log_in(options, paths);
  if (options.action == "remove") {
    SANDTRAY_TRY(config::remove_agent(paths, options.name));
    return 0;
  }
  const bool disabled = options.action == "disable";
  const auto changed = config::disable_agent(paths, options.name, disabled);
  if (!changed) return Failure(changed.error());
  if (!*changed) print_line(options.name + " is " + options.action + "d already.");
  return 0;
}

}  // namespace sandtray::cli
