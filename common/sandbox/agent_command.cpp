// SPDX-License-Identifier: MIT
#include "sandbox/agent_command.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "sandbox/check_tools.h"
#include "sandbox/expand_json.h"
#include "sandbox/hook_command.h"

namespace sandtray::sandbox {
namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

Result<std::string> hook_of(const PlanRequest& request, const View& view) {
  return hook_command({view.guest, "hook", view.hook_socket}, request.agent.hook_shell);
}

bool can_report(const View& view) {
  return !view.hook_socket.empty();
}

std::string model_of(const PlanRequest& request) {
  const auto asked = request.spec.options.find("model");
  return asked == request.spec.options.end() ? request.agent.default_model : asked->second;
}

bool resumes(const PlanRequest& request) {
  return request.spec.options.count("resume") != 0;
}

Values template_values(const PlanRequest& request, const View& view) {
  Values values = {{"workspace", view.workspace},
                   {"home", view.home},
                   {"files", view.files},
                   {"hook", hook_of(request, view).value_or("")},
                   {"hook_socket", view.hook_socket}};
  if (const auto model = model_of(request); !model.empty()) values.emplace_back("model", model);
  return values;
}

// The parts of the agent's own sandbox that count in this session.
std::vector<config::OwnSandbox::Part> own_sandbox_of(const PlanRequest& request) {
  if (!request.method.partial) return {};
  const auto& own = request.agent.sandboxed;
  return {own.always, is_offline(request) ? own.offline : own.online};
}

std::string content_of(const PlanRequest& request, const config::AgentFile& file) {
  auto content = file.content;
  for (const auto& part : own_sandbox_of(request)) {
    const auto changes = part.files.find(file.name);
    if (changes == part.files.end()) continue;
    auto json = parse_json(content, "").value_or(Json::object());
    json.merge_patch(changes->second);
    content = dump_json_pretty(json);
  }
  return content;
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

const std::map<std::string, config::Profile>& permissions_of(const PlanRequest& request) {
  return request.method.partial ? request.agent.sandboxed.permissions : request.agent.permissions;
}

// The preset's own words and those of the profiles that count in this session, in their order.
std::vector<config::Profile> profiles_of(const PlanRequest& request, const std::string& permissions,
                                         const View& view) {
  const auto& agent = request.agent;
  std::vector<config::Profile> profiles = {{agent.args, agent.env}};
  for (const auto& part : own_sandbox_of(request)) profiles.push_back(part.profile);
  if (can_report(view) && !request.method.partial) profiles.push_back(agent.reports);
  if (request.method.boundary) {
    if (can_report(view)) profiles.push_back(agent.confined_reports);
    profiles.push_back(agent.confined);
  }
  if (!permissions.empty()) profiles.push_back(permissions_of(request).at(permissions));
  if (!model_of(request).empty()) profiles.push_back(agent.model);
  // The last: it may be a subcommand.
  if (resumes(request)) profiles.push_back(agent.resume);
  return profiles;
}

Argv free_words(const PlanRequest& request, const Values& values) {
  Argv words;
  append(words, request.agent.args, values);
  if (!model_of(request).empty()) append(words, request.agent.model.args, values);
  if (resumes(request)) append(words, request.agent.resume.args, values);
  words.insert(words.end(), request.spec.args.begin(), request.spec.args.end());
  return words;
}

bool name(const std::vector<config::Profile>& profiles, std::string_view placeholder) {
  const auto names = [&](const std::string& text) {
    return text.find(placeholder) != std::string::npos;
  };
  return std::any_of(profiles.begin(), profiles.end(), [&](const config::Profile& profile) {
    return std::any_of(profile.args.begin(), profile.args.end(), names) ||
           std::any_of(profile.env.begin(), profile.env.end(),
                       [&](const auto& variable) { return names(variable.second); });
  });
}

bool needs_hook(const PlanRequest& request, const std::vector<config::Profile>& profiles) {
  const auto& files = request.agent.files;
  return name(profiles, "{hook") ||
         std::any_of(files.begin(), files.end(), [](const config::AgentFile& file) {
           return file.content.find("{hook") != std::string::npos;
         });
}

Result<> check_reports(const PlanRequest& request, const HostFacts& facts, const View& view,
                       const std::vector<config::Profile>& profiles) {
  if (!can_report(view)) {
    if (!name(profiles, "{hook") && !name(profiles, "{files")) return {};
    return fail(Code::unavailable,
                display_text(request.agent.title, 80) +
                    " needs files of the session, which the method \"" +
                    display_text(request.spec.method, 40) + "\" does not show it",
                "Put what names {files} or {hook} into \"reports\" of its preset.");
  }
  if (!needs_hook(request, profiles)) return {};
  if (facts.guest.empty()) {
    return fail(Code::unavailable, "the program sandtray-guest is missing beside this one",
                "Install Sandtray again.");
  }
  const auto hook = hook_of(request, view);
  return hook ? Result<>{} : Failure(hook.error());
}

// The profile: what was asked for, or the preset's most permissive one inside a boundary and its
// most careful one without.
Result<std::string> choose_permissions(const PlanRequest& request) {
  const auto& profiles = permissions_of(request);
  const auto asked = request.spec.options.find("permissions");
  if (asked == request.spec.options.end()) {
    std::string usual = request.method.boundary ? "bypass" : "ask";
    // A preset that is made for sandboxes must not open the machine where there is none.
    if (const auto& own = request.agent.default_permissions;
        !own.empty() && (request.method.boundary || own != "bypass")) {
      usual = own;
    }
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

// What was asked for and the agent cannot do must not pass as done.
Result<> check_wishes(const PlanRequest& request, bool bare) {
  const auto& agent = request.agent;
  const auto nothing = [](const config::Profile& profile) {
    return profile.args.empty() && profile.env.empty();
  };
  const bool model = request.spec.options.count("model") != 0;
  if (model && nothing(agent.model)) {
    return fail(Code::usage, agent.title + " cannot be told which model to use",
                "Leave --model away, or give \"model\" to its preset.");
  }
  if (resumes(request) && nothing(agent.resume)) {
    return fail(Code::usage, agent.title + " has no conversation that it could go on with",
                "Leave --resume away, or give \"resume\" to its preset.");
  }
  if (request.spec.args.empty()) return {};
  const auto& first = request.spec.args[0];
  if (bare && (model || resumes(request))) {
    return fail(Code::usage, agent.title + " takes neither --model nor --resume with \"" +
                                 display_text(first, 40) + "\"");
  }
  const auto& excluded = agent.resume_not_before;
  if (resumes(request) && std::find(excluded.begin(), excluded.end(), first) != excluded.end()) {
    return fail(Code::usage,
                agent.title + " does not take --resume with \"" + display_text(first, 40) + "\"",
                "Give it its own words for that after --.");
  }
  return {};
}

}  // namespace

Result<AgentCommand> make_agent_command(const PlanRequest& request, const HostFacts& facts,
                                        const View& view) {
  SANDTRAY_TRY(check_tools(request, facts));
  auto permissions = choose_permissions(request);
  if (!permissions) return Failure(permissions.error());
  const auto profiles = profiles_of(request, *permissions, view);
  SANDTRAY_TRY(check_reports(request, facts, view, profiles));
  const auto values = template_values(request, view);

  AgentCommand command;
  command.permissions = *permissions;
  command.hooks = needs_hook(request, profiles);
  command.argv = {view.program};
  const auto& own = request.agent.subcommands;
  auto words = request.spec.args;
  const bool bare = !words.empty() && std::find(own.begin(), own.end(), words[0]) != own.end();
  SANDTRAY_TRY(check_wishes(request, bare));
  const auto& leading = request.agent.leading;
  if (!words.empty() && std::find(leading.begin(), leading.end(), words[0]) != leading.end()) {
    command.argv.push_back(words[0]);
    words.erase(words.begin());
  }
  for (const auto& profile : profiles) {
    if (!bare) append(command.argv, profile.args, values);
    for (const auto& [name, value] : profile.env) {
      command.env[name] = expand_template(value, values);
    }
  }
  command.argv.insert(command.argv.end(), words.begin(), words.end());
  command.free_words = free_words(request, values);
  command.env["TERM"] = request.spec.term;
  command.env["SANDTRAY_SESSION"] = request.spec.id;
  std::set<std::string> names(request.agent.pass_env.begin(), request.agent.pass_env.end());
  names.insert(request.settings.pass_env.begin(), request.settings.pass_env.end());
  for (const auto& name : names) {
    const auto& set = facts.environment;
    if (std::find(set.begin(), set.end(), name) != set.end() && command.env.count(name) == 0) {
      command.pass_env.push_back(name);
    }
  }
  if (!can_report(view)) return command;
  for (const auto& file : request.agent.files) {
    command.files.push_back({file.name, expand_file(content_of(request, file), values), 0600});
  }
  return command;
}

std::vector<HomeSeed> make_seeds(const PlanRequest& request, const std::string& home,
                                 const View& view) {
  std::vector<HomeSeed> seeds;
  const auto values = template_values(request, view);
  for (const auto& seed : request.agent.seeds) {
    if (seed.reports && !can_report(view)) continue;
    seeds.push_back({home + "/" + seed.path, expand_json(seed.content, values)});
  }
  return seeds;
}

}  // namespace sandtray::sandbox
