// SPDX-License-Identifier: MIT
#include "sandbox/agent_command.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "sandbox/hook_command.h"

namespace sandtray::sandbox {
namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

Result<std::string> hook_of(const PlanRequest& request, const View& view) {
  return hook_command({view.guest, "hook", view.hook_socket}, request.agent.hook_shell);
}

Values template_values(const PlanRequest& request, const View& view) {
  return {{"workspace", request.spec.workspace},
          {"home", view.home},
          {"files", view.files},
          {"hook", hook_of(request, view).value_or("")},
          {"hook_socket", view.hook_socket}};
}

// Strings and keys of a JSON value; what is put in cannot change its structure.
Json expand_json(const Json& json, const Values& values) {
  if (json.is_string()) return expand_template(json.get<std::string>(), values);
  if (json.is_array()) {
    Json array = Json::array();
    for (const auto& item : json) array.push_back(expand_json(item, values));
    return array;
  }
  if (json.is_object()) {
    Json object = Json::object();
    for (const auto& [key, item] : json.items()) {
      object[expand_template(key, values)] = expand_json(item, values);
    }
    return object;
  }
  return json;
}

std::string expand_file(const std::string& content, const Values& values) {
  const auto first = content.find_first_not_of(" \t\r\n");
  if (first != std::string::npos && (content[first] == '{' || content[first] == '[')) {
    if (const auto json = parse_json(content, "")) {
      return dump_json_pretty(expand_json(*json, values));
    }
  }
  return expand_template(content, values);
}

void append(Argv& argv, const std::vector<std::string>& words, const Values& values) {
  for (const auto& word : words) argv.push_back(expand_template(word, values));
}

// Whether some template of the preset asks for the guest.
bool reports_by_hook(const config::Agent& agent) {
  const auto asks = [](const std::string& text) { return text.find("{hook") != std::string::npos; };
  const auto value_asks = [&](const auto& variable) { return asks(variable.second); };
  const auto profile_asks = [&](const auto& named) {
    const config::Profile& profile = named.second;
    return std::any_of(profile.args.begin(), profile.args.end(), asks) ||
           std::any_of(profile.env.begin(), profile.env.end(), value_asks);
  };
  return std::any_of(agent.args.begin(), agent.args.end(), asks) ||
         std::any_of(agent.env.begin(), agent.env.end(), value_asks) ||
         std::any_of(agent.files.begin(), agent.files.end(),
                     [&](const auto& file) { return asks(file.content); }) ||
         std::any_of(agent.permissions.begin(), agent.permissions.end(), profile_asks);
}

std::string make_executable(const std::string& path) {
  return "chmod +x " + shell_quote(path);
}

Result<> check_tools(const PlanRequest& request, const HostFacts& facts) {
  if (facts.command.path.empty() && !facts.command.not_executable.empty()) {
    const auto& file = facts.command.not_executable;
    return fail(
        Code::unavailable,
        request.agent.title + " cannot start: \"" + display_text(file) + "\" is not executable",
        make_executable(file));
  }
  if (facts.command.path.empty()) {
    return fail(Code::unavailable,
                request.agent.title + " is not installed: there is no \"" +
                    display_text(request.agent.command, 80) + "\" on PATH",
                request.agent.install);
  }
  for (const auto& tool : facts.needs) {
    if (!tool.path.empty()) continue;
    if (const auto& file = tool.not_executable; !file.empty()) {
      return fail(
          Code::unavailable,
          request.agent.title + " needs \"" + display_text(file) + "\", which is not executable",
          make_executable(file));
    }
    return fail(Code::unavailable,
                request.agent.title + " needs \"" + display_text(tool.name, 80) +
                    "\", which is not on PATH",
                "Install it, or see `sandtray doctor`.");
  }
  if (facts.guest.empty() && (request.method.boundary || reports_by_hook(request.agent))) {
    return fail(Code::unavailable, "the program sandtray-guest is missing beside this one",
                "Install Sandtray again.");
  }
  return {};
}

// The profile: what was asked for, or the preset's most permissive one inside a boundary and its
// most careful one without.
Result<std::string> choose_permissions(const PlanRequest& request) {
  const auto& profiles = request.agent.permissions;
  const auto asked = request.spec.options.find("permissions");
  if (asked == request.spec.options.end()) {
    const std::string usual = request.method.boundary ? "bypass" : "ask";
    return profiles.count(usual) != 0 ? usual : std::string();
  }
  if (profiles.count(asked->second) != 0) return asked->second;
  std::vector<std::string> known;
  for (const auto& [name, profile] : profiles) known.push_back(name);
  return fail(
      Code::usage,
      request.agent.title + " has no permission profile \"" + display_text(asked->second, 40) +
          "\"",
      known.empty() ? "Leave --set permissions away." : "Known: " + join(known, ", ") + ".");
}

}  // namespace

Result<AgentCommand> make_agent_command(const PlanRequest& request, const HostFacts& facts,
                                        const View& view) {
  SANDTRAY_TRY(check_tools(request, facts));
  if (reports_by_hook(request.agent)) {
    if (const auto hook = hook_of(request, view); !hook) return Failure(hook.error());
  }
  auto permissions = choose_permissions(request);
  if (!permissions) return Failure(permissions.error());
  const auto values = template_values(request, view);

  AgentCommand command;
  command.permissions = *permissions;
  command.argv = {view.program};
  const auto& own = request.agent.subcommands;
  const auto& words = request.spec.args;
  const bool bare = !words.empty() && std::find(own.begin(), own.end(), words[0]) != own.end();
  std::vector<const config::Profile*> profiles;
  if (request.method.boundary) profiles.push_back(&request.agent.confined);
  if (!command.permissions.empty()) {
    profiles.push_back(&request.agent.permissions.at(command.permissions));
  }
  if (!bare) append(command.argv, request.agent.args, values);
  for (const auto* profile : profiles) {
    if (!bare) append(command.argv, profile->args, values);
    for (const auto& [name, value] : profile->env) {
      command.env[name] = expand_template(value, values);
    }
  }
  command.argv.insert(command.argv.end(), words.begin(), words.end());

  command.env["TERM"] = request.spec.term;
  command.env["SANDTRAY_SESSION"] = request.spec.id;
  for (const auto& [name, value] : request.agent.env) {
    command.env.emplace(name, expand_template(value, values));
  }
  std::set<std::string> names(request.agent.pass_env.begin(), request.agent.pass_env.end());
  names.insert(request.settings.pass_env.begin(), request.settings.pass_env.end());
  for (const auto& name : names) {
    const auto& set = facts.environment;
    if (std::find(set.begin(), set.end(), name) != set.end() && command.env.count(name) == 0) {
      command.pass_env.push_back(name);
    }
  }
  for (const auto& file : request.agent.files) {
    command.files.push_back({file.name, expand_file(file.content, values), 0600});
  }
  return command;
}

std::vector<HomeSeed> make_seeds(const PlanRequest& request, const HostFacts& facts,
                                 const View& view) {
  std::vector<HomeSeed> seeds;
  const auto values = template_values(request, view);
  for (const auto& seed : request.agent.seeds) {
    seeds.push_back({facts.private_home + "/" + seed.path, expand_json(seed.content, values)});
  }
  return seeds;
}

}  // namespace sandtray::sandbox
