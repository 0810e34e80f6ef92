// SPDX-License-Identifier: MIT
// The method `agent`: the agent runs as the person, as under `host`, and confines the commands that
// it runs by a sandbox of its own, which its preset switches on ("sandboxed"). No word of the
// preset or the person passes that is not known to leave it on: Claude Code, for one, obeys the
// last --settings, and Codex an -s behind `exec`.
#include <algorithm>

#include "base/text.h"
#include "sandbox/agent_command.h"
#include "sandbox/methods.h"

namespace sandtray::sandbox {
namespace {

constexpr auto other_methods =
    "Use a method that confines the agent itself: `sandtray methods` lists them.";

bool is_among(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

std::string shown(const std::string& word) {
  return "\"" + display_text(word, 60) + "\"";
}

Failure refuse_option(const PlanRequest& request, const std::string& word) {
  return fail(Code::refused,
              shown(word) + " is not known to leave the own sandbox of " + request.agent.title +
                  " switched on",
              "The method agent lets only these through: " +
                  display_text(join(request.agent.sandboxed.options, " "), 600) + ".");
}

// How many words the option takes that begins at that one; 0: it does not pass.
std::size_t length_of(const Argv& words, std::size_t at, const std::vector<std::string>& options) {
  const auto& word = words[at];
  const bool has_next = at + 1 < words.size();
  if (has_next && is_among(options, word + " " + words[at + 1])) return 2;
  if (is_among(options, word)) return 1;
  const auto equals = word.find('=');
  if (equals != std::string::npos && is_among(options, word.substr(0, equals + 1))) return 1;
  if (!is_among(options, word + "=")) return 0;
  // What looks like an option is looked at as one, whatever the agent takes it for.
  return has_next && !words[at + 1].starts_with('-') ? 2 : 1;
}

// A word that a command line could take for a subcommand.
bool may_be_command(const std::string& word) {
  return !word.empty() && word[0] >= 'a' && word[0] <= 'z' &&
         std::all_of(word.begin(), word.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

Result<> check_words(const PlanRequest& request, const Argv& words) {
  const auto& own = request.agent.sandboxed;
  bool options = true;  // until "--"
  bool commands = true;
  for (std::size_t i = 0; i < words.size();) {
    const auto& word = words[i];
    if (options && word == "--") {
      options = false;
      ++i;
    } else if (options && word.size() > 1 && word[0] == '-') {
      const auto length = length_of(words, i, own.options);
      if (length == 0) return refuse_option(request, word);
      i += length;
    } else {
      if (commands && may_be_command(word) && !is_among(own.commands, word)) {
        return fail(Code::refused,
                    shown(word) + " may be a subcommand of " + request.agent.title +
                        " for which its own sandbox does not count",
                    "Write a prompt of more than one word, or one with a capital letter.");
      }
      commands = commands && may_be_command(word);
      ++i;
    }
  }
  return {};
}

// Of the files that switch it on none may be missing, as in a copy of the preset with other files.
Result<> check_files(const PlanRequest& request) {
  const auto& own = request.agent.sandboxed;
  for (const auto* part : {&own.always, &own.online, &own.offline}) {
    for (const auto& [name, changes] : part->files) {
      const auto& files = request.agent.files;
      const bool known =
          std::any_of(files.begin(), files.end(),
                      [&wanted = name](const auto& file) { return file.name == wanted; });
      if (known) continue;
      return fail(Code::unavailable,
                  request.agent.title + " has no file " + shown(name) +
                      " that could switch its own sandbox on",
                  "Its preset has to name it in \"files\", or leave it out of \"sandboxed\".");
    }
  }
  return {};
}

Result<> check_agent(const PlanRequest& request, const HostFacts& facts) {
  const auto& agent = request.agent;
  if (!is_among(agent.sandboxed.systems, facts.system)) {
    return fail(Code::unavailable,
                agent.title + " has no sandbox of its own" +
                    (agent.sandboxed.systems.empty() ? "" : " on this system") +
                    " that Sandtray could switch on",
                other_methods);
  }
  const auto asked = request.spec.options.find("permissions");
  if (asked != request.spec.options.end() && asked->second == "bypass") {
    return fail(Code::refused, "permissions=bypass would switch the agent's own sandbox off",
                "Leave it away, or use a method that confines the agent itself.");
  }
  for (const auto& tool : facts.needs) {
    if (tool.in_workspace.empty()) continue;
    return fail(Code::refused,
                "the program " + display_text(tool.path) + " is " +
                    display_text(tool.in_workspace) + ", where agents can write",
                "Remove that folder from PATH.");
  }
  return check_files(request);
}

}  // namespace

Result<Plan> make_agent_plan(const PlanRequest& request, const HostFacts& facts) {
  SANDTRAY_TRY(check_agent(request, facts));
  auto open = make_open_plan(request, facts);
  if (!open) return Failure(open.error());
  if (open->command.permissions.empty()) {
    return fail(Code::unavailable,
                request.agent.title + " does not say how its own sandbox goes with permissions",
                "Its preset has to say so in \"permissions\" of \"sandboxed\".");
  }
  SANDTRAY_TRY(check_words(request, open->command.free_words));
  const auto& taken = request.agent.subcommands;
  if (!request.spec.args.empty() && is_among(taken, request.spec.args[0])) {
    return refuse_option(request, request.spec.args[0]);
  }
  return std::move(open->plan);
}

}  // namespace sandtray::sandbox
