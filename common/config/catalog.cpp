// SPDX-License-Identifier: MIT
#include "config/catalog.h"

#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "config/last_good.h"
#include "config/own_file.h"
#include "config/schema.h"
#include "platform/file.h"
#include "platform/system_name.h"

namespace sandtray::config {
namespace {

constexpr std::string_view suffix = ".json";

std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  for (auto& file : platform::list_folder(folder)) {
    if (file.size() <= suffix.size() || !file.ends_with(suffix) || file[0] == '.') continue;
    file.resize(file.size() - suffix.size());
    names.push_back(std::move(file));
  }
  return names;
}

std::vector<std::string> shipped_and_own(const platform::Paths& paths, const char* folder) {
  auto names = names_in(paths.share + folder);
  const auto own = names_in(paths.config + folder);
  names.insert(names.end(), own.begin(), own.end());
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Result<Json> read_shipped(const std::string& path) {
  const auto text = platform::read_file(path, 1 << 20);
  if (!text) return Failure(text.error());
  return parse_json(*text, path);
}

Result<Json> checked(const platform::Paths& paths, Result<Json> json, const std::string& path,
                     const std::string& schema) {
  if (!json || schema.empty()) return json;
  auto rules = read_shipped(paths.share + "/schemas/" + schema + ".schema.json");
  if (!rules) return rules;
  SANDTRAY_TRY(check_own_file(*json, *rules, path));
  return json;
}

Failure unknown(const std::string& what, const std::string& name,
                const std::vector<std::string>& known) {
  return fail(Code::usage, "there is no " + what + " \"" + display_text(name, 40) + "\"",
              known.empty() ? "The data files of this program are missing; install it again."
                            : "Known: " + join(known, ", ") + ".");
}

// One of the person's; `path` is its file.
Result<Agent> read_own_agent(const platform::Paths& paths, const std::string& name,
                             const std::string& path) {
  const auto file = read_own_file(path, "agent");
  if (!file) return Failure(file.error());
  auto agent = own_agent_from_json(paths, file->json, path);
  if (!agent) return agent;
  if (agent->name != name) {
    return wrong_in_own_file(path, "/name", "must be \"" + name + "\", like the file");
  }
  keep_good(paths, *file);
  return agent;
}

Result<MethodInfo> read_own_method(const platform::Paths& paths, const std::string& name,
                                   const std::string& path) {
  const auto file = read_own_file(path, "method");
  if (!file) return Failure(file.error());
  const auto known = checked(paths, file->json, path, "method");
  if (!known) return Failure(known.error());
  auto method = method_from_json(*known, path);
  if (!method) return method;
  if (method->name != name) {
    return wrong_in_own_file(path, "/name", "must be \"" + name + "\", like the file");
  }
  if (method->wrapper.argv.empty()) {
    return fail(Code::config, path + " has no \"wrapper\", the command that confines");
  }
  method->own = true;
  keep_good(paths, *file);
  return method;
}

// What the agent cannot be told must not pass as told.
Result<> check_defaults(const Agent& agent, const std::string& path) {
  if (!agent.default_model.empty() && agent.model.args.empty() && agent.model.env.empty()) {
    return wrong_in_own_file(
        path, "/default_model", "is of no use: nothing says how the agent is told its model",
        "Say so in \"model\", for example {\"args\": [\"--model\", \"{model}\"]}.");
  }
  const auto& usual = agent.default_permissions;
  if (!usual.empty() && agent.permissions.count(usual) == 0) {
    return wrong_in_own_file(
        path, "/default_permissions", "is none of its permissions",
        "Say in \"permissions\" what \"" + usual + "\" adds to the agent's command.");
  }
  return {};
}

// Those that do not refuse on this system.
std::vector<std::string> usable_methods(const platform::Paths& paths) {
  std::vector<std::string> names;
  for (const auto& method : methods_to_choose(paths)) {
    if (!method.planned) names.push_back(method.name);
  }
  return names;
}

}  // namespace

Result<Json> load_data(const platform::Paths& paths, const std::string& file,
                       const std::string& schema) {
  const auto path = paths.share + "/" + file;
  auto json = checked(paths, read_shipped(path), path, schema);
  if (!json && json.error().code == Code::not_found) {
    return fail(Code::config, "a data file of this program is missing: " + path,
                "Install Sandtray again, or set SANDTRAY_SHARE to the folder of its data files.");
  }
  return json;
}

std::vector<std::string> agent_names(const platform::Paths& paths) {
  return shipped_and_own(paths, "/agents");
}

Result<Agent> own_agent_from_json(const platform::Paths& paths, const Json& json,
                                  const std::string& path) {
  const auto known = checked(paths, json, path, "agent");
  if (!known) return Failure(known.error());
  auto preset = preset_here(json);
  if (const auto from = json.value("from", ""); !from.empty()) {
    const auto shipped = paths.share + "/agents/" + from + std::string(suffix);
    if (!platform::exists(shipped)) {
      return wrong_in_own_file(path, "/from", "names no agent of Sandtray's own",
                               "Known: " + join(names_in(paths.share + "/agents"), ", ") + ".");
    }
    const auto base = read_shipped(shipped);
    if (!base) return Failure(base.error());
    preset = changed_preset(preset_here(*base), preset);
  }
  auto agent = agent_from_json(preset, path);
  if (!agent) return agent;
  agent->own = true;
  SANDTRAY_TRY(check_defaults(*agent, path));
  return agent;
}

Result<Agent> load_agent(const platform::Paths& paths, const std::string& name) {
  const auto file = "/agents/" + name + std::string(suffix);
  const auto own = paths.config + file;
  if (is_plain_name(name) && platform::exists(own)) {
    auto agent = read_own_agent(paths, name, own);
    if (!agent) return Failure(with_way_back(paths, own, agent.error()));
    return agent;
  }
  if (!is_plain_name(name) || !platform::exists(paths.share + file)) {
    return unknown("agent", name, agent_names(paths));
  }
  // The shipped ones are checked by the tests; to do it at every launch takes a millisecond.
  const auto json = read_shipped(paths.share + file);
  if (!json) return Failure(json.error());
  return agent_from_json(preset_here(*json), paths.share + file);
}

std::vector<std::string> method_names(const platform::Paths& paths) {
  return shipped_and_own(paths, "/methods");
}

bool is_for_this_system(const MethodInfo& method) {
  const auto& known = method.platforms;
  return std::find(known.begin(), known.end(), platform::system_name) != known.end();
}

std::vector<Agent> agents_to_choose(const platform::Paths& paths) {
  std::vector<Agent> agents;
  for (const auto& name : agent_names(paths)) {
    auto agent = load_agent(paths, name);
    if (agent && !agent->disabled) agents.push_back(std::move(*agent));
  }
  return agents;
}

std::vector<MethodInfo> methods_to_choose(const platform::Paths& paths) {
  std::vector<MethodInfo> methods;
  for (const auto& name : method_names(paths)) {
    auto method = load_method(paths, name);
    if (method && is_for_this_system(*method)) methods.push_back(std::move(*method));
  }
  return methods;
}

Result<MethodInfo> load_method(const platform::Paths& paths, const std::string& name) {
  const auto file = "/methods/" + name + std::string(suffix);
  const auto own = paths.config + file;
  if (is_plain_name(name) && platform::exists(paths.share + file)) {
    if (platform::exists(own)) {
      return fail(Code::config, own + ": there is a method of Sandtray's own with this name",
                  "Give the file, and the \"name\" in it, another one.");
    }
    const auto json = load_data(paths, file.substr(1), "");
    if (!json) return Failure(json.error());
    return method_from_json(*json, file.substr(1));
  }
  if (!is_plain_name(name) || !platform::exists(own)) {
    return unknown("method", name, usable_methods(paths));
  }
  auto method = read_own_method(paths, name, own);
  if (!method) return Failure(with_way_back(paths, own, method.error()));
  return method;
}

}  // namespace sandtray::config
