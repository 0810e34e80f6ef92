// SPDX-License-Identifier: MIT
#include "config/workspaces.h"

#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "config/catalog.h"
#include "config/last_good.h"
#include "config/own_file.h"
#include "config/schema.h"
#include "platform/file.h"

namespace sandtray::config {
namespace {

constexpr auto kind = "workspaces";
constexpr std::string_view suffix = ".json";
constexpr std::size_t longest_name = 32;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool is_workspace_name(const std::string& name) {
  return !name.empty() && name.size() <= longest_name && name[0] != '-' && name[0] != '_' &&
         std::all_of(name.begin(), name.end(), is_name_character);
}

Failure no_workspace(const platform::Paths& paths, const std::string& name) {
  const auto names = workspace_names(paths);
  return fail(Code::not_found, "there is no workspace \"" + display_text(name, 60) + "\"",
              names.empty() ? "`sandtray workspaces add FOLDER` makes one."
                            : "Known: " + join(names, ", ") + ".");
}

Result<Json> schema_of_workspaces(const platform::Paths& paths) {
  return load_data(paths, "schemas/workspace.schema.json", "");
}

// What no schema can say.
Result<> check_whole(const Workspace& workspace, const std::string& path) {
  if (name_of(path) != workspace.name + std::string(suffix)) {
    return wrong_in_own_file(path, "/name", "is not the name of the file");
  }
  if (workspace.options.count("model") != 0 && workspace.agent.empty()) {
    return wrong_in_own_file(path, "/options/model", "is of no use: there is no agent to be told",
                             "Name the agent that knows the model: \"agent\".");
  }
  return {};
}

// Before it is written: what is wrong with it is wrong of the wish, not of a file.
Result<> check_new(const platform::Paths& paths, const Workspace& workspace,
                   const std::function<Result<>(const Workspace&)>& accept) {
  const auto schema = schema_of_workspaces(paths);
  if (!schema) return Failure(schema.error());
  const auto what = "the workspace " + display_text(workspace.name, 40);
  auto good = check_schema(workspace_to_json(workspace), *schema, what);
  if (good && workspace.options.count("model") != 0 && workspace.agent.empty()) {
    good = fail(Code::usage, what + " has a model, but no agent to be told of it",
                "Name the agent, too: --agent.");
  }
  if (!good) {
    auto error = good.error();
    error.code = Code::usage;
    return Failure(std::move(error));
  }
  return accept(workspace);
}

Result<> write_workspace(const platform::Paths& paths, const Workspace& workspace) {
  return write_own_file(paths, workspace_path(paths, workspace.name), "workspace",
                        workspace_to_json(workspace));
}

Result<Workspace> read_workspace(const platform::Paths& paths, const std::string& path) {
  const auto file = read_own_file(path, "workspace");
  if (!file) return Failure(file.error());
  const auto schema = schema_of_workspaces(paths);
  if (!schema) return Failure(schema.error());
  SANDTRAY_TRY(check_own_file(file->json, *schema, path));
  auto workspace = workspace_from_json(file->json, path);
  if (!workspace) return workspace;
  SANDTRAY_TRY(check_whole(*workspace, path));
  keep_good(paths, *file);
  return workspace;
}

}  // namespace

std::string workspace_path(const platform::Paths& paths, const std::string& name) {
  return paths.config + "/" + kind + "/" + name + std::string(suffix);
}

Json workspace_to_json(const Workspace& workspace) {
  Json json = {{"name", workspace.name}, {"folder", workspace.folder}};
  if (!workspace.method.empty()) json["method"] = workspace.method;
  if (!workspace.agent.empty()) json["agent"] = workspace.agent;
  for (const auto& mount : workspace.mounts) {
    json["mounts"].push_back({{"path", mount.path}, {"writable", mount.writable}});
  }
  if (!workspace.options.empty()) json["options"] = workspace.options;
  return json;
}

Result<Workspace> workspace_from_json(const Json& json, const std::string& origin) {
  try {
    Workspace workspace;
    workspace.name = json.at("name").get<std::string>();
    workspace.folder = plain_path(json.at("folder").get<std::string>());
    workspace.method = json.value("method", "");
    workspace.agent = json.value("agent", "");
    for (const auto& mount : json.value("mounts", Json::array())) {
      workspace.mounts.push_back({plain_path(mount.at("path").get<std::string>()),
                                  mount.value("writable", false), workspace.name});
    }
    workspace.options = json.value("options", workspace.options);
    return workspace;
  } catch (const Json::exception&) {
    return fail(Code::config, origin + " is not of the expected form");
  }
}

std::vector<std::string> workspace_names(const platform::Paths& paths) {
  std::vector<std::string> names;
  for (auto& file : platform::list_folder(paths.config + "/" + kind)) {
    if (file.size() <= suffix.size() || !file.ends_with(suffix) || file[0] == '.') continue;
    file.resize(file.size() - suffix.size());
    names.push_back(std::move(file));
  }
  return names;
}

Result<Workspace> load_workspace(const platform::Paths& paths, const std::string& name) {
  const auto path = workspace_path(paths, name);
  if (!is_workspace_name(name) || !platform::exists(path)) return no_workspace(paths, name);
  auto workspace = read_workspace(paths, path);
  if (!workspace) return Failure(with_way_back(paths, path, workspace.error()));
  return workspace;
}

Result<std::vector<Workspace>> load_workspaces(const platform::Paths& paths) {
  std::vector<Workspace> all;
  for (const auto& name : workspace_names(paths)) {
    if (!is_workspace_name(name)) {
      return fail(Code::config,
                  display_text(workspace_path(paths, name)) + " has no name of a workspace",
                  "Use small letters, digits, - and _.");
    }
    auto workspace = load_workspace(paths, name);
    if (!workspace) {
      // It may have been removed just now.
      if (workspace.error().code == Code::not_found) continue;
      return Failure(workspace.error());
    }
    all.push_back(std::move(*workspace));
  }
  return all;
}

Result<std::optional<Workspace>> workspace_of(const platform::Paths& paths,
                                              const std::string& real_folder) {
  auto all = load_workspaces(paths);
  if (!all) return Failure(all.error());
  std::optional<Workspace> found;
  for (auto& workspace : *all) {
    if (workspace.folder != real_folder) continue;
    if (found) {
      return fail(Code::config,
                  "two workspaces are of the folder " + display_text(real_folder) + ": " +
                      found->name + " and " + workspace.name,
                  "Remove one: sandtray workspaces remove " + workspace.name);
    }
    found = std::move(workspace);
  }
  return found;
}

std::string workspace_name_for(const platform::Paths& paths, const std::string& folder) {
  std::string name;
  for (const char c : name_of(folder)) {
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    if (is_name_character(small)) {
      name += small;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  name.erase(0, name.find_first_not_of("-_"));
  name.resize(std::min(name.size(), longest_name - 4));
  while (!name.empty() && name.back() == '-') name.pop_back();
  if (name.empty()) name = "workspace";
  auto free = name;
  for (int n = 2; platform::exists(workspace_path(paths, free)); ++n) {
    free = name + "-" + std::to_string(n);
  }
  return free;
}

Result<> add_workspace(const platform::Paths& paths, const Workspace& workspace,
                       const std::function<Result<>(const Workspace&)>& accept) {
  const auto shown = display_text(workspace.name, 40);
  if (!is_workspace_name(workspace.name)) {
    return fail(Code::usage, "a workspace cannot be called \"" + shown + "\"",
                "Use up to 32 small letters, digits, - and _.");
  }
  SANDTRAY_TRY(check_new(paths, workspace, accept));
  const auto lock = lock_own_folder(paths, kind);
  if (!lock) return Failure(lock.error());
  if (platform::exists(workspace_path(paths, workspace.name))) {
    return fail(Code::refused, "there is a workspace \"" + shown + "\" already",
                "Choose another --name, or change it: sandtray workspaces edit " + shown);
  }
  const auto same = workspace_of(paths, workspace.folder);
  if (!same) return Failure(same.error());
  if (*same) {
    return fail(
        Code::refused,
        display_text(workspace.folder) + " is the workspace \"" + (*same)->name + "\" already",
        "Change it: sandtray workspaces edit " + (*same)->name);
  }
  return write_workspace(paths, workspace);
}

Result<> change_workspace(const platform::Paths& paths, const std::string& name,
                          const std::function<Result<>(Workspace&)>& change,
                          const std::function<Result<>(const Workspace&)>& accept) {
  const auto lock = lock_own_folder(paths, kind);
  if (!lock) return Failure(lock.error());
  auto workspace = load_workspace(paths, name);
  if (!workspace) return Failure(workspace.error());
  SANDTRAY_TRY(check_rewrite(workspace_path(paths, name),
                             "`sandtray workspaces edit " + name + "` opens it in your editor."));
  SANDTRAY_TRY(change(*workspace));
  workspace->name = name;
  SANDTRAY_TRY(check_new(paths, *workspace, accept));
  return write_workspace(paths, *workspace);
}

Result<> remove_workspace(const platform::Paths& paths, const std::string& name) {
  if (!is_workspace_name(name)) return no_workspace(paths, name);
  const auto lock = lock_own_folder(paths, kind);
  if (!lock) return Failure(lock.error());
  const auto path = workspace_path(paths, name);
  if (!platform::exists(path)) return no_workspace(paths, name);
  return platform::remove_tree(path);
}

Settings with_workspace(Settings settings, const Workspace& workspace) {
  std::erase_if(settings.mounts, [&](const Mount& mount) {
    return std::any_of(workspace.mounts.begin(), workspace.mounts.end(),
                       [&](const Mount& own) { return own.path == mount.path; });
  });
  settings.mounts.insert(settings.mounts.end(), workspace.mounts.begin(), workspace.mounts.end());
  return settings;
}

std::vector<std::string> options_there(const Workspace& workspace, const std::string& agent) {
  std::vector<std::string> options;
  for (const auto& [name, value] : workspace.options) {
    if (name == "model" && agent != workspace.agent) continue;
    options.push_back(name + "=" + value);
  }
  return options;
}

}  // namespace sandtray::config
