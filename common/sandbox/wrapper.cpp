// SPDX-License-Identifier: MIT
// Methods of the person: a command line with the agent's command in it. What it confines is that
// command's affair; here it is made sure that it gets exactly the words that were meant.
#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "sandbox/agent_command.h"
#include "sandbox/expand_json.h"
#include "sandbox/folders.h"
#include "sandbox/methods.h"
#include "sandbox/person_env.h"
#include "sandbox/wrapper_mounts.h"

namespace sandtray::sandbox {
namespace {

std::string inside(const std::string& there, const std::string& here) {
  return there.empty() ? here : there;
}

bool names(const config::Wrapper& wrapper, std::string_view placeholder) {
  return std::any_of(wrapper.argv.begin(), wrapper.argv.end(), [&](const std::string& word) {
    return word.find(placeholder) != std::string::npos;
  });
}

// Words that are in no place of the command would take nothing away.
bool can_go_offline(const config::Wrapper& wrapper) {
  return !wrapper.offline.empty() && names(wrapper, "{network}");
}

// The agent reports by hooks if all that it needs for that is shown to it.
View view_of(const PlanRequest& request, const HostFacts& facts) {
  const auto& wrapper = request.method.wrapper;
  View view;
  view.program = request.agent.command;
  view.workspace = inside(wrapper.workspace, request.spec.workspace);
  view.home = inside(wrapper.home, names(wrapper, "{home}") ? facts.private_home : facts.home);
  if (names(wrapper, "{files}") && names(wrapper, "{guest}") && names(wrapper, "{socket}")) {
    view.files = inside(wrapper.files, facts.files);
    view.guest = inside(wrapper.guest, facts.guest);
    view.hook_socket = inside(wrapper.socket, facts.hook_address);
  }
  return view;
}

Values values_of(const PlanRequest& request, const HostFacts& facts, const View& view) {
  return {{"workspace", request.spec.workspace},
          {"home", facts.private_home},
          {"cwd", view.workspace},
          {"session", request.spec.id},
          {"uid", facts.user_id},
          {"gid", facts.group_id},
          {"files", facts.files},
          {"guest", facts.guest},
          {"socket", facts.hook_socket}};
}

Result<> check_program(const std::string& method, const std::string& name, const HostFacts& facts) {
  const auto found = facts.programs.find(name);
  const auto program = found == facts.programs.end() ? Program{} : found->second;
  const auto shown = display_text(name, 80);
  if (program.path.empty()) {
    return fail(Code::unavailable,
                "the method \"" + method + "\" needs " + shown + ", which is not on PATH",
                "Install it, or change the method's file.");
  }
  if (program.in_workspace.empty()) return {};
  return fail(Code::refused,
              "the " + shown + " of the method \"" + method + "\" is " +
                  display_text(program.in_workspace) + ", where agents can write",
              "Remove that folder from PATH, or name the program by its whole path.");
}

// A command that confines confines all but the workspace.
Result<> check_given(const PlanRequest& request, const HostFacts& facts) {
  if (!request.method.boundary) return {};
  if (!request.spec.branch.empty()) {
    return fail(Code::unavailable,
                "the method \"" + display_text(request.method.name, 40) +
                    "\" does not show the repository of a worktree, so git would not work in it",
                "Use the method bwrap, or run in the repository itself, without --worktree.");
  }
  const auto policy = bwrap_policy_from_json(request.policy);
  if (!policy) return Failure(policy.error());
  return check_given_folder("the workspace", request.spec.workspace, /*writable=*/true, facts,
                            *policy);
}

Result<> check_wrapper(const PlanRequest& request, const HostFacts& facts) {
  const auto& method = request.method;
  const auto shown = display_text(method.name, 40);
  const auto& wrapper = method.wrapper;
  for (const auto* words : {&wrapper.argv, &wrapper.check, &wrapper.stop, &wrapper.cleanup}) {
    if (!words->empty()) SANDTRAY_TRY(check_program(shown, words->front(), facts));
  }
  if (is_offline(request) && !can_go_offline(method.wrapper)) {
    return fail(Code::unavailable,
                "the method \"" + shown + "\" does not say how to take the network away",
                "Give its file \"words\": {\"offline\": [...]}, or use another method.");
  }
  for (const auto& path : {request.spec.workspace, facts.private_home}) {
    const auto reason = reason_against_path(wrapper, path);
    if (reason.empty()) continue;
    return fail(Code::refused, "the method \"" + shown + "\" " + reason,
                "Rename the folder, or use another method.");
  }
  return {};
}

// Variables by name only: their values are in the wrapper's own environment.
void append_names(Argv& argv, const std::string& option, const std::vector<std::string>& names) {
  for (const auto& name : names) {
    if (option.ends_with('=')) {
      argv.push_back(option + name);
    } else {
      argv.push_back(option);
      argv.push_back(name);
    }
  }
}

struct Filling {
  Values values;
  const std::string& cwd;
  const Argv& command;
  const std::vector<std::string>& terminal;
  const std::vector<std::string>& network;
  const Argv& mounts;
  std::vector<std::string> env;  // names
};

void append(Argv& argv, const std::vector<std::string>& words, const Filling& filling) {
  for (const auto& word : words) {
    if (word == "{command}") {
      argv.insert(argv.end(), filling.command.begin(), filling.command.end());
    } else if (word == "{command:sh}") {
      argv.push_back(shell_quote(filling.command));
    } else if (word == "{cwd:sh}") {
      argv.push_back(shell_quote(filling.cwd));
    } else if (word == "{terminal}") {
      append(argv, filling.terminal, filling);
    } else if (word == "{network}") {
      append(argv, filling.network, filling);
    } else if (word == "{mounts}") {
      argv.insert(argv.end(), filling.mounts.begin(), filling.mounts.end());
    } else if (word.starts_with("{env:")) {
      append_names(argv, word.substr(5, word.size() - 6), filling.env);
    } else {
      argv.push_back(expand_template(word, filling.values));
    }
  }
}

std::vector<std::string> names_of(const AgentCommand& command) {
  auto names = command.pass_env;
  for (const auto& [name, value] : command.env) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

Result<Plan> make_wrapper_plan(const PlanRequest& request, const HostFacts& facts) {
  SANDTRAY_TRY(check_given(request, facts));
  SANDTRAY_TRY(check_wrapper(request, facts));
  const auto& wrapper = request.method.wrapper;
  const auto view = view_of(request, facts);
  auto command = make_agent_command(request, facts, view);
  if (!command) return Failure(command.error());
  for (const auto& [name, value] : wrapper.env) command->env.insert_or_assign(name, value);
  if (!wrapper.host_address.empty() && !is_offline(request)) {
    command->env.insert_or_assign("SANDTRAY_HOST_ADDRESS", wrapper.host_address);
  }

  const auto values = values_of(request, facts, view);
  Plan plan;
  const auto mounts = make_mount_words(request, facts, view, values, plan.notes);
  if (!mounts) return Failure(mounts.error());
  const std::vector<std::string> none;
  const Filling filling{values,
                        view.workspace,
                        command->argv,
                        request.spec.channel == Channel::pty ? wrapper.terminal : none,
                        is_offline(request) ? wrapper.offline : wrapper.online,
                        *mounts,
                        names_of(*command)};
  plan.method = request.spec.method;
  append(plan.main, wrapper.argv, filling);
  plan.main[0] = facts.programs.at(wrapper.argv[0]).path;
  if (!names(wrapper, "{command}") && !names(wrapper, "{command:sh}")) {
    plan.main.insert(plan.main.end(), command->argv.begin(), command->argv.end());
  }
  for (const auto& [words, to] :
       {std::pair{&wrapper.check, &plan.prepare}, std::pair{&wrapper.stop, &plan.stop},
        std::pair{&wrapper.cleanup, &plan.cleanup}}) {
    if (words->empty()) continue;
    auto& argv = to->emplace_back();
    append(argv, *words, filling);
    argv[0] = facts.programs.at(words->front()).path;
  }
  plan.files = std::move(command->files);
  for (const auto& [name, content] : wrapper.session_files) {
    plan.files.push_back({name, dump_json_pretty(expand_json(content, filling.values)), 0600});
  }
  plan.folder = request.spec.workspace;
  plan.env = std::move(command->env);
  plan.pass_env = std::move(command->pass_env);
  for (const auto& list : {person_env(), wrapper.pass_env}) {
    for (const auto& name : list) {
      const auto& set = facts.environment;
      if (std::find(set.begin(), set.end(), name) != set.end() && plan.env.count(name) == 0) {
        plan.pass_env.push_back(name);
      }
    }
  }
  std::sort(plan.pass_env.begin(), plan.pass_env.end());
  plan.pass_env.erase(std::unique(plan.pass_env.begin(), plan.pass_env.end()), plan.pass_env.end());
  if (!view.hook_socket.empty()) plan.hook_socket = facts.hook_socket;
  if (names(wrapper, "{home}")) {
    plan.private_home = facts.private_home;
    plan.seeds = make_seeds(request, facts.private_home, view);
  }
  return plan;
}

}  // namespace sandtray::sandbox
