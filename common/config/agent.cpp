// SPDX-License-Identifier: MIT
#include "config/agent.h"

#include <algorithm>
#include <cstdint>

#include "base/text.h"
#include "platform/system_name.h"

namespace sandtray::config {
namespace {

Json text_rules_to_json(const std::vector<TextRule>& rules) {
  Json json = Json::array();
  for (const auto& rule : rules) {
    json.push_back({{"match", rule.match}, {"state", rule.state}});
    if (!rule.kind.empty()) json.back()["kind"] = rule.kind;
  }
  return json;
}

std::vector<TextRule> text_rules_from(const Json& json) {
  std::vector<TextRule> rules;
  for (const auto& rule : json) {
    rules.push_back({rule.at("match"), rule.at("state"), rule.value("kind", "")});
  }
  return rules;
}

Signals read_signals(const Json& json) {
  Signals signals;
  signals.titles = text_rules_from(json.value("titles", Json::array()));
  signals.notifications = text_rules_from(json.value("notifications", Json::array()));
  signals.bell = json.value("bell", "");
  for (const auto& rule : json.value("hooks", Json::array())) {
    signals.hooks.push_back({rule.at("when"), rule.at("state"), rule.value("kind", ""),
                             rule.value("message", ""), rule.value("unless", ""),
                             rule.value("overrides", false)});
  }
  signals.quiet_seconds = json.value("quiet_seconds", signals.quiet_seconds);
  return signals;
}

Profile profile_from(const Json& json) {
  Profile profile;
  profile.args = json.value("args", profile.args);
  profile.env = json.value("env", profile.env);
  return profile;
}

OwnSandbox::Part part_from(const Json& json) {
  OwnSandbox::Part part;
  part.profile = profile_from(json);
  part.files = json.value("files", part.files);
  return part;
}

OwnSandbox own_sandbox_from(const Json& json) {
  OwnSandbox own;
  own.systems = json.value("systems", own.systems);
  own.needs = json.value("needs", own.needs);
  own.always = part_from(json.value("always", Json::object()));
  own.online = part_from(json.value("online", Json::object()));
  own.offline = part_from(json.value("offline", Json::object()));
  const auto profiles = json.value("permissions", Json::object());
  for (const auto& [name, profile] : profiles.items()) {
    own.permissions[name] = profile_from(profile);
  }
  own.options = json.value("options", own.options);
  own.commands = json.value("commands", own.commands);
  return own;
}

HookShell hook_shell_from(const std::string& name) {
  if (name == "cmd") return HookShell::cmd;
  return name == "powershell" ? HookShell::powershell : HookShell::posix;
}

// Text as it is, a list as lines, a JSON file as JSON.
std::string file_content(const Json& content) {
  if (content.is_string()) return content.get<std::string>();
  if (content.is_array()) return join(content.get<std::vector<std::string>>(), "\n") + "\n";
  return dump_json_pretty(content);
}

}  // namespace

int restart_delay_s(const Restart& restart, int number) {
  std::int64_t delay = restart.delay_s;
  for (int i = 0; i < number && delay < restart.max_delay_s; ++i) delay *= 2;
  return static_cast<int>(std::min<std::int64_t>(delay, restart.max_delay_s));
}

Json restart_to_json(const Restart& restart) {
  return {{"times", restart.times},
          {"delay_s", restart.delay_s},
          {"max_delay_s", restart.max_delay_s},
          {"calm_s", restart.calm_s}};
}

Restart restart_from_json(const Json& json) {
  Restart restart;
  restart.times = json.value("times", restart.times);
  restart.delay_s = json.value("delay_s", restart.delay_s);
  restart.max_delay_s = json.value("max_delay_s", restart.max_delay_s);
  restart.calm_s = json.value("calm_s", restart.calm_s);
  return restart;
}

Json signals_to_json(const Signals& signals) {
  Json hooks = Json::array();
  for (const auto& rule : signals.hooks) {
    hooks.push_back({{"when", rule.when}, {"state", rule.state}});
    if (!rule.kind.empty()) hooks.back()["kind"] = rule.kind;
    if (!rule.message.empty()) hooks.back()["message"] = rule.message;
    if (!rule.unless.empty()) hooks.back()["unless"] = rule.unless;
    if (rule.overrides) hooks.back()["overrides"] = true;
  }
  return {{"titles", text_rules_to_json(signals.titles)},
          {"notifications", text_rules_to_json(signals.notifications)},
          {"bell", signals.bell},
          {"hooks", hooks},
          {"quiet_seconds", signals.quiet_seconds}};
}

Result<Signals> signals_from_json(const Json& json) {
  try {
    return read_signals(json);
  } catch (const Json::exception&) {
    return fail(Code::config, "the signals of an agent are not of the expected form");
  }
}

Json preset_here(const Json& preset) {
  return preset_on(preset, platform::system_name);
}

Json preset_on(const Json& preset, const std::string& system) {
  Json here = preset;
  if (!preset.is_object() || !preset.contains("on")) return here;
  const auto& differences = preset.at("on");
  here.erase("on");
  if (differences.contains(system)) here.merge_patch(differences.at(system));
  return here;
}

Json changed_preset(const Json& base, const Json& changes) {
  Json changed = base;
  changed.merge_patch(changes);
  return changed;
}

Result<Agent> agent_from_json(const Json& json, const std::string& origin) {
  try {
    Agent agent;
    json.at("name").get_to(agent.name);
    agent.title = json.value("title", agent.name);
    json.at("command").get_to(agent.command);
    agent.args = json.value("args", agent.args);
    const auto profiles = json.value("permissions", Json::object());
    for (const auto& [name, profile] : profiles.items()) {
      agent.permissions[name] = profile_from(profile);
    }
    agent.confined = profile_from(json.value("confined", Json::object()));
    agent.reports = profile_from(json.value("reports", Json::object()));
    agent.confined_reports = profile_from(json.value("confined_reports", Json::object()));
    agent.model = profile_from(json.value("model", Json::object()));
    const auto resume = json.value("resume", Json::object());
    agent.resume = profile_from(resume);
    agent.resume_not_before = resume.value("not_before", agent.resume_not_before);
    agent.login = json.value("login", agent.login);
    agent.default_permissions = json.value("default_permissions", "");
    agent.default_model = json.value("default_model", "");
    agent.subcommands = json.value("subcommands", agent.subcommands);
    agent.leading = json.value("leading", agent.leading);
    agent.env = json.value("env", agent.env);
    agent.pass_env = json.value("pass_env", agent.pass_env);
    agent.needs = json.value("needs", agent.needs);
    agent.own_sandbox = json.value("own_sandbox", false);
    agent.sandboxed = own_sandbox_from(json.value("sandboxed", Json::object()));
    agent.hook_shell = hook_shell_from(json.value("hook_shell", ""));
    for (const auto& file : json.value("files", Json::array())) {
      agent.files.push_back({file.at("name"), file_content(file.at("content"))});
    }
    for (const auto& seed : json.value("seeds", Json::array())) {
      agent.seeds.push_back({seed.at("path"), seed.at("content"), seed.value("reports", false)});
    }
    agent.signals = read_signals(json.value("signals", Json::object()));
    const auto sbx = json.value("sbx", Json::object());
    agent.sbx.agent = sbx.value("agent", "");
    agent.sbx.args = sbx.value("args", agent.sbx.args);
    agent.launch = json.value("launch", "");
    if (agent.launch == "default") agent.launch.clear();
    agent.install = json.value("install", "");
    agent.restart = restart_from_json(json.value("restart", Json::object()));
    agent.from = json.value("from", "");
    agent.disabled = json.value("disabled", false);
    agent.notifications = json.value("notifications", true);
    return agent;
  } catch (const Json::exception&) {
    return fail(Code::config, origin + " is not an agent of the expected form");
  }
}

}  // namespace sandtray::config
