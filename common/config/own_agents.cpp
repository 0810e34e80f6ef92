// SPDX-License-Identifier: MIT
#include "config/own_agents.h"

#include "base/path.h"
#include "base/text.h"
#include "config/catalog.h"
#include "config/own_file.h"

namespace sandtray::config {
namespace {

bool is_shipped(const platform::Paths& paths, const std::string& name) {
  return is_plain_name(name) && platform::exists(paths.share + "/agents/" + name + ".json");
}

bool is_own(const platform::Paths& paths, const std::string& name) {
  return is_plain_name(name) && platform::exists(own_agent_path(paths, name));
}

Json only_from(const std::string& name) {
  return {{"name", name}, {"from", name}};
}

}  // namespace

std::string own_agent_path(const platform::Paths& paths, const std::string& name) {
  return paths.config + "/agents/" + name + ".json";
}

Result<Json> copy_of_agent(const platform::Paths& paths, const std::string& name) {
  const auto agent = load_agent(paths, name);
  if (!agent) return Failure(agent.error());
  if (!agent->own) return Json{{"from", name}};
  const auto file = read_own_file(own_agent_path(paths, name), "agent");
  if (!file) return Failure(file.error());
  auto json = said_in(file->json);
  json.erase("name");
  json.erase("disabled");
  return json;
}

namespace {

// As it will be on load.
Result<> check_agent(const platform::Paths& paths, const Json& agent) {
  const auto name = agent.value("name", "");
  if (!is_plain_name(name)) {
    return fail(Code::usage, "an agent cannot be called \"" + display_text(name, 40) + "\"",
                "Use small letters, digits, - and _.");
  }
  if (const auto good = own_agent_from_json(paths, agent, "the agent " + display_text(name, 40));
      !good) {
    auto error = good.error();
    error.code = Code::usage;
    return Failure(std::move(error));
  }
  return {};
}

}  // namespace

Result<> add_agent(const platform::Paths& paths, const Json& agent) {
  SANDTRAY_TRY(check_agent(paths, agent));
  const auto name = agent.value("name", "");
  const auto path = own_agent_path(paths, name);
  const auto lock = lock_own_folder(paths, "agents");
  if (!lock) return Failure(lock.error());
  if (platform::exists(path)) {
    return fail(Code::refused, "there is an agent \"" + name + "\" of yours already",
                "Change it: sandtray agents edit " + name +
                    "; or remove it: sandtray agents remove " + name);
  }
  return write_own_file(paths, path, "agent", agent);
}

Result<> change_agent(const platform::Paths& paths, const std::string& name,
                      const std::function<void(Json&)>& change) {
  const auto path = own_agent_path(paths, name);
  const auto lock = lock_own_folder(paths, "agents");
  if (!lock) return Failure(lock.error());
  const bool own = is_own(paths, name);
  if (!own && !is_shipped(paths, name)) {
    return fail(Code::usage, "there is no agent \"" + display_text(name, 40) + "\"",
                "`sandtray agents` lists what there is.");
  }
  const auto file = own ? read_own_file(path, "agent") : OwnFile{path, "", only_from(name)};
  if (!file) return Failure(file.error());
  auto agent = file->json;
  change(agent);
  agent["name"] = name;
  if (agent == file->json) return {};
  SANDTRAY_TRY(check_agent(paths, agent));
  SANDTRAY_TRY(check_rewrite(path, "`sandtray agents edit " + name + "` opens it in your editor."));
  return write_own_file(paths, path, "agent", agent);
}

Result<> remove_agent(const platform::Paths& paths, const std::string& name) {
  const auto lock = lock_own_folder(paths, "agents");
  if (!lock) return Failure(lock.error());
  if (is_own(paths, name)) return platform::remove_tree(own_agent_path(paths, name));
  const auto shown = display_text(name, 40);
  if (is_shipped(paths, name)) {
    return fail(Code::refused, "\"" + shown + "\" is an agent of Sandtray's own",
                "`sandtray agents disable " + shown + "` takes it out of use.");
  }
  return fail(Code::usage, "there is no agent \"" + shown + "\" of yours",
              "`sandtray agents` lists what there is.");
}

Result<bool> disable_agent(const platform::Paths& paths, const std::string& name, bool disabled) {
  const auto lock = lock_own_folder(paths, "agents");
  if (!lock) return Failure(lock.error());
  const auto agent = load_agent(paths, name);
  if (!agent) return Failure(agent.error());
  if (agent->disabled == disabled) return false;
  const auto path = own_agent_path(paths, name);
  auto file = agent->own ? read_own_file(path, "agent") : OwnFile{path, "", only_from(name)};
  if (!file) return Failure(file.error());
  auto& json = file->json;
  SANDTRAY_TRY(check_rewrite(
      path, "`sandtray agents edit " + name + "` opens it: \"disabled\" is the key."));
  if (disabled) {
    json["disabled"] = true;
  } else {
    json.erase("disabled");
  }
  // Nothing is left to say.
  if (said_in(json) == only_from(name)) {
    SANDTRAY_TRY(platform::remove_tree(path));
  } else {
    SANDTRAY_TRY(write_own_file(paths, path, "agent", json));
  }
  return true;
}

}  // namespace sandtray::config
