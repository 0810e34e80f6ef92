// SPDX-License-Identifier: MIT
#include "app/agent_form.h"

#include <algorithm>

#include "app/launch_mode.h"
#include "app/window_strings.h"
#include "base/text.h"

namespace sandtray::app {
namespace {

using Words = std::vector<std::string>;

constexpr auto permissions = "default_permissions";
constexpr auto model = "default_model";
constexpr auto launch = "launch";
constexpr auto restart = "restart";
constexpr auto notifications = "notifications";
constexpr int most_restarts = 1000;  // the schema's

std::string text_at(const Json& json, const char* key) {
  return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string();
}

void set(Json& json, const char* key, const Json& value) {
  if (value.is_null()) {
    json.erase(key);
  } else {
    json[key] = value;
  }
}

Json text_or_nothing(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

// A file that says nothing of them has them.
bool has_notifications(const Json& file) {
  return !file.contains(notifications) || file[notifications] != Json(false);
}

}  // namespace

std::vector<Option> permission_options(const config::Agent* agent) {
  std::vector<Option> options = {{"", strings::permissions_usual}};
  if (agent == nullptr) return options;
  for (const auto& [name, text] :
       {std::pair{"ask", strings::permissions_ask}, std::pair{"edit", strings::permissions_edit},
        std::pair{"bypass", strings::permissions_bypass}}) {
    if (agent->permissions.count(name) != 0) options.push_back({name, text});
  }
  return options;
}

std::vector<Field> agent_fields(const config::Agent& agent,
                                const std::vector<config::MethodInfo>& methods, bool fresh) {
  const auto usual = [](const std::string& value) {
    return value.empty() ? std::string()
                         : expand_template(strings::usually, {{"value", display_text(value, 200)}});
  };
  const bool has_model = !agent.model.args.empty() || !agent.model.env.empty();
  return {
      {.key = "name",
       .label = strings::agent_name,
       .help = strings::agent_name_help,
       .enabled = fresh},
      {.key = "title", .label = strings::agent_title, .help = usual(agent.title)},
      {.key = "command",
       .label = strings::agent_command,
       .help = agent.command.empty() ? strings::agent_command_help : usual(agent.command)},
      {.key = permissions,
       .label = strings::agent_permissions,
       .kind = FieldKind::choice,
       .help = strings::agent_permissions_help,
       .options = permission_options(&agent)},
      {.key = model,
       .label = strings::agent_model,
       .help = has_model ? strings::agent_model_help : strings::agent_no_model,
       .enabled = has_model},
      {.key = launch,
       .label = strings::agent_launch,
       .kind = FieldKind::choice,
       .help = agent.sbx.agent.empty() ? strings::agent_no_sbx : strings::agent_launch_help,
       .options = launch_options(methods, agent.launch.empty() ? launch_default : agent.launch)},
      {.key = restart, .label = strings::agent_restart, .help = strings::agent_restart_help},
      {.key = notifications,
       .label = strings::agent_notifications,
       .kind = FieldKind::flag,
       .help = strings::agent_notifications_help},
      {.key = "mcp",
       .label = strings::agent_mcp,
       .kind = FieldKind::flag,
       .help = strings::agent_mcp_help,
       .enabled = false},
      {.key = "args",
       .label = strings::agent_args,
       .kind = FieldKind::words,
       .help = usual(words_text(agent.args)),
       .advanced = true},
      {.key = "pass_env",
       .label = strings::agent_pass_env,
       .kind = FieldKind::words,
       .help = usual(words_text(agent.pass_env)),
       .advanced = true},
  };
}

Values agent_values(const Json& file) {
  Values values;
  for (const auto* key : {"name", "title", "command", permissions, model, launch}) {
    values[key] = text_at(file, key);
  }
  for (const auto* key : {"args", "pass_env"}) {
    values[key] = words_text(file.value(key, Words()));
  }
  const auto times = file.value(restart, Json::object()).value("times", 0);
  values[restart] = times == 0 ? "" : std::to_string(times);
  values[notifications] = flag_text(has_notifications(file));
  return values;
}

Reasons check_agent_form(const Values& values, const std::vector<std::string>& taken,
                         bool from_another) {
  Reasons reasons;
  const auto object = [&](const std::string& key, const std::string& reason) {
    if (!reason.empty()) reasons.emplace(key, reason);
  };
  object("name", reason_against_name(value_of(values, "name"), taken));
  if (!from_another && value_of(values, "title").empty()) object("title", strings::title_missing);
  if (!from_another && value_of(values, "command").empty()) {
    object("command", strings::command_missing);
  }
  if (value_of(values, model).starts_with('-')) object(model, strings::model_form);
  for (const auto* key : {"args", "pass_env"}) {
    const auto words = words_of(value_of(values, key));
    if (!words) object(key, words.error().message);
  }
  const auto times = value_of(values, restart);
  if (!times.empty() && decimal_number(times).value_or(most_restarts + 1) > most_restarts) {
    object(restart, strings::restart_form);
  }
  return reasons;
}

Json agent_from(const Values& values, Json before) {
  auto agent = std::move(before);
  for (const auto* key : {"name", "title", "command", permissions, model, launch}) {
    set(agent, key, text_or_nothing(value_of(values, key)));
  }
  for (const auto* key : {"args", "pass_env"}) {
    const auto words = words_of(value_of(values, key)).value_or(Words());
    set(agent, key, words.empty() ? Json() : Json(words));
  }
  const auto times = value_of(values, restart);
  if (times.empty()) {
    agent.erase(restart);
  } else {
    agent[restart]["times"] = std::stoi(times);
  }
  const bool notifies = value_of(values, notifications) == yes;
  if (notifies != has_notifications(agent)) {
    set(agent, notifications, notifies ? Json() : Json(false));
  }
  return agent;
}

void change_agent(Json& agent, const Values& opened, const Values& values) {
  const auto now = agent_values(agent);
  const auto wanted = with_changes(now, opened, values);
  if (wanted != now) agent = agent_from(wanted, agent);
}

AgentRow agent_row(const config::Agent& agent, const std::string& path) {
  AgentRow row;
  row.name = agent.name;
  row.title = display_text(agent.title, 60);
  row.own = agent.own;
  row.ready = !agent.disabled && !path.empty();
  row.state = agent.disabled ? strings::agent_disabled
              : path.empty() ? expand_template(strings::agent_missing,
                                               {{"install", display_text(agent.install, 200)}})
                             : display_text(path, 200);
  return row;
}

}  // namespace sandtray::app
