// SPDX-License-Identifier: MIT
#include "cli/parse.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

#include "base/text.h"

namespace sandtray::cli {
namespace {

constexpr auto footer =
    "Exit status: the agent's own in `run` and `wait`; 64 usage, 66 no such workspace or session,\n"
    "69 method or tool not available, 70 internal error, 77 refused for safety, 78 bad "
    "configuration.";

void session_option(CLI::App& command, Options& to, bool required = true) {
  auto* option = command.add_option("SESSION", to.session, "Id, the start of an id, or name");
  if (required) option->required();
}

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

CLI::Option* json_flag(CLI::App& command, Options& to) {
  return command.add_flag("--json", to.json, "For programs");
}

void define_run(CLI::App& run, Options& to) {
  run.add_option("AGENT", to.agent,
                 "claude, codex, gemini, opencode, shell, or your own (default: the workspace's)");
  run.add_flag("-d,--detach", to.detached, "Do not attach; print the session's id");
  run.add_option("-m,--method", to.method, "How to confine it (`sandtray methods`)");
  run.add_option("-w,--workspace", to.workspace,
                 "The folder it may change, or a workspace's name (default: this one)");
  run.add_option("--name", to.name, "A name for the session");
  run.add_option("--model", to.model, "Which model the agent is to use, as it calls it")
      ->check([](const std::string& model) { return model.empty() ? "it is empty" : ""; });
  run.add_flag("--resume", to.resume, "Go on with the agent's last conversation in the workspace");
  run.add_option("--set", to.set, "permissions=ask|edit|bypass, network=host|none, git=guard|open")
      ->expected(1)
      ->allow_extra_args(false)  // or it would take AGENT
      ->take_all();
}

void define_session(CLI::App& command, Options& to) {
  session_option(command, to);
}

void define_ls(CLI::App& ls, Options& to) {
  ls.add_flag("-a,--all", to.all, "The ended ones too");
  json_flag(ls, to);
}

void define_logs(CLI::App& logs, Options& to) {
  logs.add_flag("-f,--follow", to.follow, "Go on until the session ends");
  logs.add_flag("--raw", to.raw, "With the terminal's control sequences; unsafe to print blindly");
  session_option(logs, to);
}

void define_stop(CLI::App& stop, Options& to) {
  stop.add_flag("--all", to.all, "Every live session");
  stop.add_option("--timeout", to.timeout_s, "Seconds between asking and forcing")
      ->check(CLI::Range(0, 600));
  session_option(stop, to, false);
}

void define_rm(CLI::App& rm, Options& to) {
  rm.add_flag("--all", to.all, "Every ended session");
  session_option(rm, to, false);
}

void define_events(CLI::App& events, Options& to) {
  auto* follow = events.add_flag("-f,--follow", to.follow, "Go on as things happen");
  auto* json = events.add_flag("--json", to.json, "One JSON object a line");
  events.add_flag("--notifications", to.notifications, "The texts that the desktop would show")
      ->excludes(follow)
      ->excludes(json);
  session_option(events, to, false);
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
  methods.add_option("ACTION", to.action, "list (default), show, templates, add, test or remove")
      ->check(CLI::IsMember({"list", "show", "templates", "add", "test", "remove"}));
  methods.add_option("NAME", to.name, "Which one; for add, what it is to be called");
  auto* from = methods.add_option("--template", to.from, "add: what to begin with");
  auto* wrapper = methods.add_option("--wrapper", to.wrapper,
                                     "add: the command that confines; the agent's follows");
  auto* address = methods.add_option("--host-address", to.host_address,
                                     "add: the name by which the inside reaches this machine");
  auto* workspace = methods.add_option("-w,--workspace", to.workspace,
                                       "test: a folder of yours to try it in (default: a new one)");
  refuse_elsewhere(methods, to,
                   {{from, {"add"}},
                    {wrapper, {"add"}},
                    {address, {"add"}},
                    {workspace, {"test"}},
                    {json_flag(methods, to), {"", "list", "show", "templates", "test"}}});
}

void define_doctor(CLI::App& doctor, Options& to) {
  json_flag(doctor, to);
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

void define_completion(CLI::App& completion, Options& to) {
  completion.add_option("SHELL", to.value, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
}

void define_help(CLI::App& help, Options& to) {
  help.add_option("COMMAND", to.name, "The command whose usage is shown");
}

struct Definition {
  const char* name;
  const char* help;
  void (*define)(CLI::App& command, Options& to);
};

constexpr Definition definitions[] = {
    {"run", "Run an agent in a sandbox; arguments for it follow --", define_run},
    {"attach", "Connect this terminal to a session", define_session},
    {"ls", "List the live sessions", define_ls},
    {"logs", "Print a session's output", define_logs},
    {"stop", "End a session: ask, wait, then force", define_stop},
    {"wait", "Wait for the end; exit with the agent's own status", define_session},
    {"rm", "Remove ended sessions and their logs", define_rm},
    {"events", "Print what happened in the sessions", define_events},
    {"agents", "List, show, add, change or remove the agents", define_agents},
    {"methods", "List, show, add, test or remove ways to confine", define_methods},
    {"workspaces", "List, show, add, change or remove your workspaces", define_workspaces},
    {"doctor", "Say what is missing and how to install it", define_doctor},
    {"config", "Read and change the settings", define_config},
    {"completion", "Print a completion script", define_completion},
    {"help", "Show the usage of a command", define_help},
};

const Definition* find_definition(std::string_view name) {
  for (const auto& definition : definitions) {
    if (name == definition.name) return &definition;
  }
  return nullptr;
}

void add(CLI::App& app, const Definition& definition, Options& to) {
  auto* command = app.add_subcommand(definition.name, definition.help);
  command->fallthrough(false);
  definition.define(*command, to);
}

}  // namespace

Result<Parsed> parse(int argc, const char* const* argv) {
  Parsed parsed;
  CLI::App app("Runs AI coding agents in sandboxes and tells you when they need you", "sandtray");
  app.set_version_flag("--version", "sandtray " SANDTRAY_VERSION);
  app.require_subcommand(1);
  app.footer(footer);
  // What follows the first -- belongs to the agent, byte for byte.
  std::vector<std::string> own;
  int at = 1;
  for (; at < argc && std::string_view(argv[at]) != "--"; ++at) own.emplace_back(argv[at]);
  const bool has_rest = at < argc;
  for (++at; at < argc; ++at) parsed.options.args.emplace_back(argv[at]);
  // `help run` is `run --help`.
  if (!own.empty() && own[0] == "help") {
    own.erase(own.begin());
    own.resize(std::min<std::size_t>(own.size(), 1));
    own.emplace_back("--help");
  }
  const auto* named = own.empty() ? nullptr : find_definition(own[0]);
  if (!own.empty() && !own[0].starts_with('-') && named == nullptr) {
    return fail(Code::usage, "unknown command \"" + display_text(own[0], 40) + "\"",
                "`sandtray --help` lists the commands.");
  }
  // To define them all takes as long as all else that a launch does in this process.
  if (named != nullptr) {
    add(app, *named, parsed.options);
  } else {
    for (const auto& definition : definitions) add(app, definition, parsed.options);
  }
  std::reverse(own.begin(), own.end());
  try {
    app.parse(own);
  } catch (const CLI::CallForVersion&) {
    parsed.print = app.version() + "\n";
  } catch (const CLI::CallForHelp&) {
    const auto used = app.get_subcommands();
    parsed.print = used.empty() ? app.help() : used.front()->help("sandtray");
  } catch (const CLI::ParseError& error) {
    const auto used = app.get_subcommands();
    const auto help = "`sandtray " + (used.empty() ? "" : used.front()->get_name() + " ") +
                      "--help` shows the usage.";
    return fail(Code::usage, error.what(), help);
  }
  if (parsed.print) return parsed;
  const auto* used = app.get_subcommands().front();
  parsed.options.command = used->get_name();
  const auto has = [&](const char* option) {
    const auto* known = used->get_option_no_throw(option);
    return known != nullptr && known->count() > 0;
  };
  parsed.options.has_method = has("--method");
  parsed.options.has_agent = has("--agent");
  if (has_rest && parsed.options.command != "run") {
    return fail(Code::usage, "only `run` takes arguments after --");
  }
  return parsed;
}

}  // namespace sandtray::cli
