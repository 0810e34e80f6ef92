// SPDX-License-Identifier: MIT
// The folders that the person gives to agents, as files: <config>/workspaces/NAME.json, schema
// share/schemas/workspace.schema.json. Nothing here is ever read from the folder itself. A file
// that was changed by hand is as good; two programs that write one at once lose neither.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.h"

namespace sandtray::config {

struct Workspace {
  std::string name;
  std::string folder;                          // absolute real path
  std::string method, agent;                   // empty: the settings', and none
  std::vector<Mount> mounts;                   // beside the settings'
  std::map<std::string, std::string> options;  // as SessionSpec::options
};

std::string workspace_path(const platform::Paths& paths, const std::string& name);
Json workspace_to_json(const Workspace& workspace);
// config when it is of another form.
Result<Workspace> workspace_from_json(const Json& json, const std::string& origin);

// Sorted, whatever is in the files.
std::vector<std::string> workspace_names(const platform::Paths& paths);
// not_found with the known names in the hint; config when the file is bad, refused when somebody
// else may change it.
Result<Workspace> load_workspace(const platform::Paths& paths, const std::string& name);
// All of them, sorted by name; the first that cannot be read is the error: it may be that of any
// folder.
Result<std::vector<Workspace>> load_workspaces(const platform::Paths& paths);
// That of this folder, and not of one around it; config when there are two.
Result<std::optional<Workspace>> workspace_of(const platform::Paths& paths,
                                              const std::string& real_folder);

// A name that is free, made of the folder's.
std::string workspace_name_for(const platform::Paths& paths, const std::string& folder);
// Checked as it will be on load; usage for a bad name, refused if there is one of that name or of
// that folder. `accept` has the last word.
Result<> add_workspace(const platform::Paths& paths, const Workspace& workspace,
                       const std::function<Result<>(const Workspace&)>& accept);
// Reads it, changes it and writes it, all under a lock; refused when the file holds comments, which
// a rewrite would lose. Its name stays.
Result<> change_workspace(const platform::Paths& paths, const std::string& name,
                          const std::function<Result<>(Workspace&)>& change,
                          const std::function<Result<>(const Workspace&)>& accept);
// Of the file alone: nothing happens to the folder. not_found if there is none.
Result<> remove_workspace(const platform::Paths& paths, const std::string& name);

// The settings of a session there: with its mounts, which count before those of the same path.
Settings with_workspace(Settings settings, const Workspace& workspace);
// The options of a session there of that agent, as KEY=VALUE: a model is told to the workspace's
// own agent only.
std::vector<std::string> options_there(const Workspace& workspace, const std::string& agent);

}  // namespace sandtray::config
