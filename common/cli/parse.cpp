// SPDX-License-Identifier: MIT
#include "cli/parse.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

#include "base/text.h"
#include "cli/parse_configuration.h"

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

std::string is_not_empty(const std::string& value) {
  return value.empty() ? "it is empty" : "";
}

void define_run(CLI::App& run, Options& to) {
  run.add_option("AGENT", to.agent,
                 "claude, codex, gemini, opencode, shell, or your own (default: the workspace's)");
  run.add_flag("-d,--detach", to.detached, "Do not attach; print the session's id");
  run.add_option("-m,--method", to.method, "How to confine it (`sandtray methods`)");
  run.add_option("-w,--workspace", to.workspace,
                 "The folder it may change, or a workspace's name (default: this one)");
  run.add_option("--worktree", to.worktree, "A branch: work on it in a folder of its own")
      ->check(is_not_empty);
  run.add_option("--name", to.name, "A name for the session");
  run.add_option("--model", to.model, "Which model the agent is to use, as it calls it")
      ->check(is_not_empty);
  run.add_flag("--no-wait", to.no_wait, "Fail instead of waiting while max_sessions sessions run");
  run.add_flag("--resume", to.resume, "Go on with the agent's last conversation in the workspace");
  run.add_option("--launch", to.launch,
                 "default, or sbx: by Docker Sandboxes, in a method's place");
  run.add_option("--set", to.set,
                 "permissions=ask|edit|bypass, network=host|none, git=guard|open; with lima "
                 "ssh_agent=yes, ports=PORTS")
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

void define_ports(CLI::App& ports, Options& to) {
  session_option(ports, to);
  auto* action = ports.add_option("ACTION", to.action, "open or close (default: list them)")
                     ->check(CLI::IsMember({"open", "close"}));
  auto* port = ports.add_option("PORT", to.value, "open: [HERE:]PORT of the session; close: HERE")
                   ->needs(action);
  action->needs(port);
  json_flag(ports, to);
}

void define_rm(CLI::App& rm, Options& to) {
  rm.add_flag("--all", to.all, "Every ended session");
  rm.add_flag("--force", to.force, "Its worktree, too, with what is not committed there");
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

void define_doctor(CLI::App& doctor, Options& to) {
  json_flag(doctor, to);
}

void define_vm(CLI::App& vm, Options& to) {
  vm.add_option("ACTION", to.action, "start, stop, restart, status, shell, resize or delete")
      ->required()
      ->check(CLI::IsMember({"start", "stop", "restart", "status", "shell", "resize", "delete"}));
  json_flag(vm, to);
  vm.add_option("--timeout", to.timeout_s, "start, stop: seconds until it is cut off")
      ->check(CLI::Range(1, 86400));
  vm.add_flag(
      "--force", to.force,
      "stop: cut it off at once; restart, resize: end the sessions in it; delete: even if it is "
      "damaged, and its copy");
  vm.add_option("--mount", to.mounts, "restart: have this folder, too, DIR or DIR:ro");
  auto* wished = vm.add_flag("--if-wished", to.if_wished,
                             "start, stop: only as vm.json has it for the tray's start and end");
  auto* unused = vm.add_flag("--if-unused", to.if_unused, "stop: not while a session lives in it");
  unused->excludes(wished);
  vm.add_option("--processors", to.processors, "resize: how many")->check(CLI::Range(1, 1024));
  vm.add_option("--memory", to.memory_gib, "resize: in GiB")->check(CLI::Range(1.0, 16384.0));
  vm.add_option("--disk", to.disk_gib, "resize: in GiB; it only grows")
      ->check(CLI::Range(1, 65536));
}

void define_provision(CLI::App& provision, Options& to) {
  provision.add_option("WHAT", to.action, "lima: the virtual machine")
      ->required()
      ->check(CLI::IsMember({"lima"}));
  provision.add_flag("--dry-run", to.dry_run, "Only say what would be done");
  provision.add_flag("-y,--yes", to.yes, "Do it without a question");
  json_flag(provision, to);
  provision.add_option("--processors", to.processors, "Of a new machine")
      ->check(CLI::Range(1, 1024));
  provision.add_option("--memory", to.memory_gib, "Of a new machine, in GiB")
      ->check(CLI::Range(1.0, 16384.0));
  provision.add_option("--disk", to.disk_gib, "The most that its disk can grow to, in GiB")
      ->check(CLI::Range(1, 65536));
  provision
      .add_option("--mount", to.mounts,
                  "A folder that agents may work in, DIR or DIR:ro; in the place of vm.json's")
      ->expected(1)
      ->take_all();
  provision.add_flag("--emulation", to.emulation,
                     "Without the processor's virtualization, many times slower");
  provision.add_flag("--reset", to.reset, "Remove the machine first, with all that is on its disk");
  provision.add_flag("--golden", to.golden,
                     "Keep a copy at the end, which the next one begins with");
  provision.add_option("--limactl-archive", to.limactl_archive,
                       "A file of Lima's release, in the place of a download");
  provision.add_option("--image", to.image, "A disk image of yours, in the place of a download");
  provision.add_option("--mirror", to.mirror,
                       "The address of a folder that has the files of the downloads");
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
    {"ports", "List, open or close ports of a session in the virtual machine", define_ports},
    {"stop", "End a session: ask, wait, then force", define_stop},
    {"wait", "Wait for the end; exit with the agent's own status", define_session},
    {"rm", "Remove ended sessions and their logs", define_rm},
    {"events", "Print what happened in the sessions", define_events},
    {"agents", "List, show, add, change or remove the agents", define_agents},
    {"methods", "List, show, add, change, test or remove ways to confine", define_methods},
    {"workspaces", "List, show, add, change or remove your workspaces", define_workspaces},
    {"doctor", "Say what is missing and how to install it", define_doctor},
    {"vm", "The virtual machine: its life, its size, a shell in it", define_vm},
    {"provision", "Set the virtual machine up: fetch, make, start, install, prove",
     define_provision},
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
  const bool takes_rest = parsed.options.command == "run" ||
                          (parsed.options.command == "vm" && parsed.options.action == "shell");
  if (has_rest && !takes_rest) {
    return fail(Code::usage, "only `run` and `vm shell` take arguments after --");
  }
  return parsed;
}

}  // namespace sandtray::cli
