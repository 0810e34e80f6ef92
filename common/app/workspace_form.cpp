// SPDX-License-Identifier: MIT
#include "app/workspace_form.h"

#include <algorithm>

#include "app/agent_form.h"
#include "app/method_form.h"
#include "app/window_strings.h"
#include "base/text.h"

namespace sandtray::app {
namespace {

// Options of a session that have a field.
constexpr const char* option_keys[] = {"permissions", "model", "network"};

const config::Agent* agent_of(const WorkspaceFacts& facts, const std::string& name) {
  const auto at = std::find_if(facts.agents.begin(), facts.agents.end(),
                               [&](const auto& agent) { return agent.name == name; });
  return at == facts.agents.end() ? nullptr : &*at;
}

}  // namespace

std::vector<Option> method_options(const std::vector<config::MethodInfo>& methods,
                                   const std::string& usual) {
  std::vector<Option> options = {{"", usual}};
  for (const auto& method : methods) {
    if (method.planned) continue;
    const auto row = method_row(method);
    options.push_back({method.name, row.confined ? row.title + " (" + method.name + ")"
                                                 : expand_template(strings::method_open,
                                                                   {{"title", row.title},
                                                                    {"method", method.name}})});
  }
  return options;
}

std::string alarm_of_method(const std::vector<config::MethodInfo>& methods,
                            const std::string& name) {
  const auto at = std::find_if(methods.begin(), methods.end(),
                               [&](const auto& method) { return method.name == name; });
  if (at == methods.end() || at->boundary) return {};
  return at->own ? strings::session_unknown : strings::session_open;
}

std::vector<Field> workspace_fields(const WorkspaceFacts& facts, const Values& values, bool fresh) {
  std::vector<Option> agents = {{"", strings::workspace_no_agent}};
  for (const auto& agent : facts.agents) {
    agents.push_back({agent.name, display_text(agent.title, 60)});
  }
  const auto* agent = agent_of(facts, value_of(values, "agent"));
  const bool has_model =
      agent != nullptr && (!agent->model.args.empty() || !agent->model.env.empty());
  return {
      {.key = "folder",
       .label = strings::workspace_folder,
       .kind = FieldKind::folder,
       .help = strings::session_workspace_help,
       .enabled = fresh},
      {.key = "name",
       .label = strings::workspace_name,
       .help = fresh ? strings::workspace_name_help : "",
       .enabled = fresh},
      {.key = "agent",
       .label = strings::session_agent,
       .kind = FieldKind::choice,
       .help = strings::workspace_agent_help,
       .options = agents},
      {.key = "method",
       .label = strings::session_method,
       .kind = FieldKind::choice,
       .options = method_options(facts.methods, strings::workspace_usual_method),
       .alarm = alarm_of_method(facts.methods, value_of(values, "method"))},
      {.key = "permissions",
       .label = strings::session_permissions,
       .kind = FieldKind::choice,
       .options = permission_options(agent)},
      {.key = "model",
       .label = strings::session_model,
       .help = has_model ? strings::agent_model_help : strings::workspace_no_model,
       .enabled = has_model},
      {.key = "network",
       .label = strings::network,
       .kind = FieldKind::choice,
       .options = {{"", strings::workspace_usual_network},
                   {"host", strings::network_host},
                   {"none", strings::network_none}}},
  };
}

Values workspace_values(const config::Workspace& workspace) {
  Values values = {{"folder", workspace.folder},
                   {"name", workspace.name},
                   {"agent", workspace.agent},
                   {"method", workspace.method}};
  for (const auto* key : option_keys) {
    const auto at = workspace.options.find(key);
    values[key] = at == workspace.options.end() ? "" : at->second;
  }
  return values;
}

Reasons check_workspace_form(const Values& values, const std::vector<std::string>& taken,
                             bool fresh) {
  Reasons reasons;
  const auto folder = value_of(values, "folder"), name = value_of(values, "name");
  if (folder.empty()) {
    reasons["folder"] = strings::workspace_missing;
  } else if (folder[0] == '-') {
    reasons["folder"] = strings::workspace_form;
  }
  if (!name.empty() && fresh) {
    if (const auto reason = reason_against_name(name, taken); !reason.empty()) {
      reasons["name"] = reason;
    }
  }
  if (value_of(values, "model").starts_with('-')) reasons["model"] = strings::model_form;
  return reasons;
}

void apply_workspace(const Values& values, config::Workspace& workspace) {
  workspace.agent = value_of(values, "agent");
  workspace.method = value_of(values, "method");
  for (const auto* key : option_keys) {
    const auto value = value_of(values, key);
    if (value.empty()) {
      workspace.options.erase(key);
    } else {
      workspace.options[key] = value;
    }
  }
}

void change_workspace(config::Workspace& workspace, const Values& opened, const Values& values) {
  apply_workspace(with_changes(workspace_values(workspace), opened, values), workspace);
}

}  // namespace sandtray::app
