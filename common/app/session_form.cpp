// SPDX-License-Identifier: MIT
#include "app/session_form.h"

#include <algorithm>

#include "app/agent_form.h"
#include "app/launch_mode.h"
#include "app/method_form.h"
#include "app/window_strings.h"
#include "app/workspace_form.h"
#include "base/text.h"
#include "sandbox/methods.h"

namespace sandtray::app {
namespace {

using Words = std::vector<std::string>;

const config::Agent* agent_of(const SessionFacts& facts, const Values& values) {
  const auto name = value_of(values, "agent");
  const auto at = std::find_if(facts.agents.begin(), facts.agents.end(),
                               [&](const auto& agent) { return agent.name == name; });
  return at == facts.agents.end() ? nullptr : &*at;
}

const config::Workspace* workspace_of(const SessionFacts& facts, const Values& values) {
  const auto folder = whole_folder(value_of(values, "workspace"), facts.home);
  const auto at = std::find_if(facts.known.begin(), facts.known.end(), [&](const auto& known) {
    return known.folder == folder || known.name == folder;
  });
  return at == facts.known.end() ? nullptr : &*at;
}

// As the command takes it of these wishes: what they name, else the settings'. Where each session
// is to name one, nothing.
Result<std::string> method_of(const SessionFacts& facts, const Values& values,
                              const std::string& launch, const std::string& chosen) {
  const auto* known = workspace_of(facts, values);
  const auto* agent = agent_of(facts, values);
  auto method = method_by_launch({launch, chosen, known == nullptr ? "" : known->method},
                                 agent == nullptr ? "" : agent->launch);
  if (!method || !method->empty() || !facts.settings.containerized_agents) return method;
  return facts.settings.default_method.empty() ? facts.usual_method : facts.settings.default_method;
}

std::string sentences(const Error& error) {
  return error.message + (error.hint.empty() ? "" : ". " + error.hint);
}

}  // namespace

std::vector<Field> session_fields(const SessionFacts& facts, const Values& values) {
  std::vector<Option> agents, workspaces;
  for (const auto& agent : facts.agents) {
    agents.push_back({agent.name, display_text(agent.title, 60)});
  }
  for (const auto& folder : facts.workspaces) {
    const auto shown = short_folder(folder, facts.home);
    workspaces.push_back({shown, shown});
  }
  const auto launch = value_of(values, "launch"), chosen = value_of(values, "method");
  const auto method = method_of(facts, values, launch, chosen).value_or(chosen);
  const auto fallback = method_of(facts, values, launch, "").value_or("");
  const bool usually_sbx = method_of(facts, values, "", chosen).value_or("") == launch_sbx;
  const auto usual = fallback.empty()
                         ? std::string(strings::method_to_choose)
                         : expand_template(strings::method_default, {{"method", fallback}});
  const auto* agent = agent_of(facts, values);
  const auto takes = [](const config::Profile& profile) {
    return !profile.args.empty() || !profile.env.empty();
  };
  const bool has_model = agent != nullptr && takes(agent->model);
  const bool resumes = agent != nullptr && takes(agent->resume);
  return {
      {.key = "agent",
       .label = strings::session_agent,
       .kind = FieldKind::choice,
       .options = agents},
      {.key = "workspace",
       .label = strings::session_workspace,
       .kind = FieldKind::folder,
       .help = strings::session_workspace_help,
       .options = workspaces},
      {.key = "method",
       .label = strings::session_method,
       .kind = FieldKind::choice,
       .options = method_options(facts.methods, usual),
       .alarm = alarm_of_method(facts.methods, method)},
      {.key = "launch",
       .label = strings::session_launch,
       .kind = FieldKind::choice,
       .help = method == launch_sbx ? strings::session_launch_help : "",
       .options = launch_options(facts.methods, usually_sbx ? launch_sbx : launch_default)},
      {.key = "permissions",
       .label = strings::session_permissions,
       .kind = FieldKind::choice,
       .options = permission_options(agent)},
      {.key = "model",
       .label = strings::session_model,
       .help = has_model ? strings::agent_model_help : strings::agent_no_model,
       .enabled = has_model},
      {.key = "resume",
       .label = strings::session_resume,
       .kind = FieldKind::flag,
       .enabled = resumes},
      {.key = "worktree",
       .label = strings::session_worktree,
       .help = strings::session_worktree_help},
      {.key = "name", .label = strings::session_name, .help = strings::session_name_help},
  };
}

Values session_values(const SessionFacts& facts) {
  Values values = {
      {"agent", ""},
      {"workspace", facts.workspaces.empty() ? "" : short_folder(facts.workspaces[0], facts.home)}};
  const auto* known = workspace_of(facts, values);
  std::vector<std::string> wanted = {known == nullptr ? "" : known->agent, facts.last_agent};
  wanted.insert(wanted.end(), facts.installed.begin(), facts.installed.end());
  if (!facts.agents.empty()) wanted.push_back(facts.agents[0].name);
  for (const auto& name : wanted) {
    values["agent"] = name;
    if (agent_of(facts, values) != nullptr) return values;
  }
  values["agent"].clear();
  return values;
}

Reasons check_session(const SessionFacts& facts, const Values& values) {
  Reasons reasons;
  const auto* agent = agent_of(facts, values);
  if (agent == nullptr) reasons["agent"] = strings::agent_to_choose;
  const auto workspace = value_of(values, "workspace");
  if (workspace.empty()) {
    reasons["workspace"] = strings::workspace_missing;
  } else if (workspace[0] == '-') {
    reasons["workspace"] = strings::workspace_form;
  }
  const auto method =
      method_of(facts, values, value_of(values, "launch"), value_of(values, "method"));
  if (!method) {
    reasons["launch"] = sentences(method.error());
  } else if (method->empty()) {
    reasons["method"] = strings::method_to_choose_reason;
  } else if (*method == launch_sbx && agent != nullptr) {
    const auto known = sandbox::check_sbx_agent(*agent);
    if (!known) reasons["launch"] = sentences(known.error());
  }
  const auto permissions = value_of(values, "permissions");
  if (agent != nullptr && !permissions.empty() && agent->permissions.count(permissions) == 0) {
    reasons["permissions"] = strings::permissions_unknown;
  }
  if (value_of(values, "model").starts_with('-')) reasons["model"] = strings::model_form;
  if (value_of(values, "worktree").starts_with('-')) reasons["worktree"] = strings::worktree_form;
  const auto name = value_of(values, "name");
  if (name.starts_with('-') || name.starts_with('.') || name.size() > 64 ||
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") !=
          std::string::npos) {
    reasons["name"] = strings::session_name_form;
  }
  return reasons;
}

Words run_words(const SessionFacts& facts, const Values& values) {
  Words words = {"run", "-d"};
  const auto add = [&](const char* option, const std::string& value) {
    if (value.empty()) return;
    words.insert(words.end(), {option, value});
  };
  add("-m", value_of(values, "method"));
  add("--launch", value_of(values, "launch"));
  add("-w", whole_folder(value_of(values, "workspace"), facts.home));
  add("--worktree", value_of(values, "worktree"));
  add("--name", value_of(values, "name"));
  if (const auto chosen = value_of(values, "permissions"); !chosen.empty()) {
    add("--set", "permissions=" + chosen);
  }
  add("--model", value_of(values, "model"));
  if (value_of(values, "resume") == yes) words.push_back("--resume");
  words.push_back(value_of(values, "agent"));
  return words;
}

Words run_again_words(const sandbox::SessionSpec& spec) {
  // A worktree is made by Sandtray of the repository and the branch; nothing else may run in it.
  const bool in_worktree = !spec.branch.empty();
  Words words = {"run",       "-d", "-m",
                 spec.method, "-w", in_worktree ? spec.repository : spec.workspace};
  if (in_worktree) words.insert(words.end(), {"--worktree", spec.branch});
  for (const auto& [key, value] : spec.options) {
    words.insert(words.end(), {"--set", key + "=" + value});
  }
  words.push_back(spec.agent);
  if (spec.args.empty()) return words;
  words.push_back("--");
  words.insert(words.end(), spec.args.begin(), spec.args.end());
  return words;
}

// Warnings come before it, in lines that begin alike; the hint is the line after.
Error error_in(const std::string& output) {
  constexpr std::string_view prefix = "sandtray: ";
  Error error{Code::internal, "", ""};
  bool after = false;
  for (const auto& line : split(output, '\n')) {
    const auto shown = display_text(line, 400);
    if (line.starts_with(prefix)) {
      error.message = display_text(std::string_view(line).substr(prefix.size()), 400);
      error.hint.clear();
      after = true;
    } else if (after && !shown.empty()) {
      error.hint += (error.hint.empty() ? "" : " ") + shown;
    } else if (error.message.empty()) {
      error.message = shown;
    }
  }
  if (error.message.empty()) error.message = strings::no_reason;
  return error;
}

}  // namespace sandtray::app
