// SPDX-License-Identifier: MIT
#include "cli/parse_configuration.h"

#include <algorithm>

#include "base/text.h"

namespace sandtray::cli {
namespace {

// An option that the other actions of the command would ignore.
struct Owned {
  CLI::Option* option;
  std::vector<std::string> actions;
};

void refuse_elsewhere(CLI::App& command, const Options& to, std::vector<Owned> options) {
  command.parse_complete_callback([&to, options = std::move(options)] {
    for (const auto& [option, actions] : options) {
      const bool fits = std::find(actions.begin(), actions.end(), to.action) != actions.end();
      if (option->count() == 0 || fits) continue;
      throw CLI::ValidationError(option->get_name(),
                                 "goes with " + join(actions, " or ") + " alone");
    }
  });
}

}  // namespace

CLI::Option* json_flag(CLI::App& command, Options& to) {
  return command.add_flag("--json", to.json, "For programs");
}

void define_agents(CLI::App& agents, Options& to) {
  agents
      .add_option("ACTION", to.action,
                  "list (default), show, add, edit, remove, enable, disable or login")
      ->check(
          CLI::IsMember({"list", "show", "add", "edit", "remove", "enable", "disable", "login"}));
  agents.add_option("NAME", to.name, "Which one; for add, what it is to be called");
  auto* from = agents.add_option("--from", to.from, "add: the agent that it is a copy of");
  auto* program =
      agents.add_option("--command", to.program, "add: the program, and what it is always given");
  auto* title = agents.add_option("--title", to.title, "add: what people read");
  auto* permissions = agents.add_option("--permissions", to.permissions,
                                        "add: ask, edit or bypass, where none is asked for");
  permissions->check(CLI::IsMember({"ask", "edit", "bypass"}));
  auto* method =
      agents.add_option("-m,--method", to.method, "login: by which method; each may have its own");
  auto* workspace =
      agents.add_option("-w,--workspace", to.workspace, "login: the folder (default: this one)");
  auto* model = agents.add_option("--model", to.model, "add: the model, where none is asked for");
  refuse_elsewhere(agents, to,
                   {{from, {"add"}},
                    {program, {"add"}},
                    {title, {"add"}},
                    {permissions, {"add"}},
                    {model, {"add"}},
                    {method, {"login"}},
                    {workspace, {"login"}},
                    {json_flag(agents, to), {"", "list", "show"}}});
}

void define_methods(CLI::App& methods, Options& to) {
  methods
      .add_option("ACTION", to.action, "list (default), show, templates, add, edit, test or remove")
      ->check(CLI::IsMember({"list", "show", "templates", "add", "edit", "test", "remove"}));
  methods.add_option("NAME", to.name, "Which one; for add, what it is to be called");
  auto* from = methods.add_option("--template", to.from, "add: what to begin with");
  auto* copied = methods.add_option("--from", to.copied, "add: one of yours, to be copied");
  copied->excludes(from);
  auto* wrapper = methods.add_option("--wrapper", to.wrapper,
                                     "add: the command that confines; the agent's follows");
  auto* address = methods.add_option("--host-address", to.host_address,
                                     "add: the name by which the inside reaches this machine");
  auto* workspace = methods.add_option("-w,--workspace", to.workspace,
                                       "test: a folder of yours to try it in (default: a new one)");
  refuse_elsewhere(methods, to,
                   {{from, {"add"}},
                    {copied, {"add"}},
                    {wrapper, {"add"}},
                    {address, {"add"}},
                    {workspace, {"test"}},
                    {json_flag(methods, to), {"", "list", "show", "templates", "test"}}});
}

void define_workspaces(CLI::App& workspaces, Options& to) {
  workspaces.add_option("ACTION", to.action, "list (default), show, add, edit or remove")
      ->check(CLI::IsMember({"list", "show", "add", "edit", "remove"}));
  workspaces.add_option("WORKSPACE", to.workspace,
                        "A name or a folder; for add, the folder (default: this one)");
  const auto words = [&](const char* name, std::vector<std::string>& list, const char* help) {
    return workspaces.add_option(name, list, help)
        ->expected(1)
        ->allow_extra_args(false)
        ->take_all();
  };
  auto* name = workspaces.add_option("--name", to.name, "add: what it is to be called");
  auto* method = workspaces.add_option("-m,--method", to.method,
                                       "How to confine agents there; \"\": the settings'");
  auto* agent =
      workspaces.add_option("--agent", to.agent, "The agent of `run` without one; \"\": none");
  auto* mount = words("--mount", to.mounts, "PATH or PATH:rw, which agents may see there, too");
  auto* unmount = words("--unmount", to.unmounts, "edit: PATH, no longer");
  auto* set = words("--set", to.set, "As for run; for edit, KEY= takes it back");
  refuse_elsewhere(workspaces, to,
                   {{name, {"add"}},
                    {method, {"add", "edit"}},
                    {agent, {"add", "edit"}},
                    {mount, {"add", "edit"}},
                    {unmount, {"edit"}},
                    {set, {"add", "edit"}},
                    {json_flag(workspaces, to), {"", "list", "show"}}});
}

void define_config(CLI::App& config, Options& to) {
  config.add_option("ACTION", to.action, "get, set, unset, edit, path, check or restore")
      ->required()
      ->check(CLI::IsMember({"get", "set", "unset", "edit", "path", "check", "restore"}));
  config.add_option("KEY", to.name,
                    "For get, set and unset, e.g. notifications.finished. For restore, the "
                    "file: config (the default), agents/NAME, methods/NAME or workspaces/NAME");
  config.add_option("VALUE", to.value, "For set: JSON, or plain text");
}

}  // namespace sandtray::cli
