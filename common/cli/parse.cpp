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

CLI::App* add(CLI::App& app, const std::string& name, const std::string& help) {
  auto* command = app.add_subcommand(name, help);
  command->fallthrough(false);
  return command;
}

void session_option(CLI::App* command, Options& to, bool required = true) {
  auto* option = command->add_option("SESSION", to.session, "Id, the start of an id, or name");
  if (required) option->required();
}

void define_run(CLI::App& app, Options& to) {
  auto* run = add(app, "run", "Run an agent in a sandbox; arguments for it follow --");
  run->add_option("AGENT", to.agent, "claude, codex, gemini, opencode, shell, or your own")
      ->required();
  run->add_flag("-d,--detach", to.detached, "Do not attach; print the session's id");
  run->add_option("-m,--method", to.method, "How to confine it (`sandtray methods`)");
  run->add_option("-w,--workspace", to.workspace, "The folder it may change (default: this one)");
  run->add_option("--name", to.name, "A name for the session");
  run->add_option("--set", to.set, "permissions=ask|edit|bypass, network=host|none, git=guard|open")
      ->expected(1)
      ->take_all();
}

void define_sessions(CLI::App& app, Options& to) {
  session_option(add(app, "attach", "Connect this terminal to a session"), to);

  auto* ls = add(app, "ls", "List the live sessions");
  ls->add_flag("-a,--all", to.all, "The ended ones too");
  ls->add_flag("--json", to.json, "For programs");

  auto* logs = add(app, "logs", "Print a session's output");
  logs->add_flag("-f,--follow", to.follow, "Go on until the session ends");
  logs->add_flag("--raw", to.raw, "With the terminal's control sequences; unsafe to print blindly");
  session_option(logs, to);

  auto* stop = add(app, "stop", "End a session: ask, wait, then force");
  stop->add_flag("--all", to.all, "Every live session");
  stop->add_option("--timeout", to.timeout_s, "Seconds between asking and forcing")
      ->check(CLI::Range(0, 600));
  session_option(stop, to, false);

  session_option(add(app, "wait", "Wait for the end; exit with the agent's own status"), to);

  auto* rm = add(app, "rm", "Remove ended sessions and their logs");
  rm->add_flag("--all", to.all, "Every ended session");
  session_option(rm, to, false);

  auto* events = add(app, "events", "Print what happened in the sessions");
  auto* follow = events->add_flag("-f,--follow", to.follow, "Go on as things happen");
  auto* json = events->add_flag("--json", to.json, "One JSON object a line");
  events->add_flag("--notifications", to.notifications, "The texts that the desktop would show")
      ->excludes(follow)
      ->excludes(json);
  session_option(events, to, false);
}

void define_rest(CLI::App& app, Options& to) {
  for (const auto& [name, help] : {std::pair{"agents", "List or show the agents"},
                                   std::pair{"methods", "List or show the ways to confine"}}) {
    auto* command = add(app, name, help);
    command->add_option("ACTION", to.action, "list (default) or show")
        ->check(CLI::IsMember({"list", "show"}));
    command->add_option("NAME", to.name, "What to show");
    command->add_flag("--json", to.json, "For programs");
  }
  auto* doctor = add(app, "doctor", "Say what is missing and how to install it");
  doctor->add_flag("--json", to.json, "For programs");

  auto* config = add(app, "config", "Read and change the settings");
  config->add_option("ACTION", to.action, "get, set, edit, path or check")
      ->required()
      ->check(CLI::IsMember({"get", "set", "edit", "path", "check"}));
  config->add_option("KEY", to.name, "For get and set, e.g. notifications.finished");
  config->add_option("VALUE", to.value, "For set: JSON, or plain text");

  auto* completion = add(app, "completion", "Print a completion script");
  completion->add_option("SHELL", to.value, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
}

bool is_command(const CLI::App& app, const std::string& word) {
  const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
  return std::any_of(commands.begin(), commands.end(),
                     [&](const CLI::App* command) { return command->get_name() == word; });
}

}  // namespace

Result<Parsed> parse(int argc, const char* const* argv) {
  Parsed parsed;
  CLI::App app("Runs AI coding agents in sandboxes and tells you when they need you", "sandtray");
  app.set_version_flag("--version", "sandtray " SANDTRAY_VERSION);
  app.require_subcommand(1);
  app.footer(footer);
  define_run(app, parsed.options);
  define_sessions(app, parsed.options);
  define_rest(app, parsed.options);

  // What follows the first -- belongs to the agent, byte for byte.
  std::vector<std::string> own;
  int at = 1;
  for (; at < argc && std::string_view(argv[at]) != "--"; ++at) own.emplace_back(argv[at]);
  const bool has_rest = at < argc;
  for (++at; at < argc; ++at) parsed.options.args.emplace_back(argv[at]);
  if (!own.empty() && !own[0].starts_with('-') && !is_command(app, own[0])) {
    return fail(Code::usage, "unknown command \"" + display_text(own[0], 40) + "\"",
                "`sandtray --help` lists the commands.");
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
  parsed.options.command = app.get_subcommands().front()->get_name();
  if (has_rest && parsed.options.command != "run") {
    return fail(Code::usage, "only `run` takes arguments after --");
  }
  return parsed;
}

}  // namespace sandtray::cli
