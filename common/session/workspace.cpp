// SPDX-License-Identifier: MIT
#include "session/workspace.h"

#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "platform/file.h"
#include "platform/ownership.h"
#include "sandbox/folders.h"
#include "session/facts/facts.h"

namespace sandtray::session {

std::string planted_link(const Store& store, const std::vector<std::string>& theirs,
                         const std::string& path) {
  const auto links = links_on_the_way(path);
  if (links.empty()) return {};  // as nearly always: the store need not be read
  auto known = store.folders_of_agents();
  if (!known) return links.front();  // it may be any of them
  auto folders = std::move(*known);
  folders.insert(folders.end(), theirs.begin(), theirs.end());
  for (const auto& session : store.list()) {
    if (!session.damage) folders.push_back(session.spec.workspace);
  }
  const auto planted = std::find_if(links.begin(), links.end(), [&](const std::string& link) {
    return platform::others_may_replace(link) ||
           std::any_of(folders.begin(), folders.end(), [&](const std::string& folder) {
             return sandbox::is_or_is_below(link, folder);
           });
  });
  return planted == links.end() ? "" : *planted;
}

std::string place_of_agents(const std::vector<std::string>& folders, const std::string& program) {
  for (const auto& place : places_on_the_way(program)) {
    for (const auto& folder : folders) {
      if (sandbox::is_or_is_below(place, folder)) return place;
    }
  }
  return {};
}

std::vector<std::string> writable_mounts(const config::Settings& settings) {
  std::vector<std::string> folders;
  for (const auto& mount : settings.mounts) {
    if (mount.writable) folders.push_back(real_or_future_path(mount.path));
  }
  return folders;
}

Result<std::string> find_workspace(const Store& store, const config::Settings& settings,
                                   const std::string& given) {
  const auto current = platform::real_path(".");
  if (!current && (given.empty() || !is_absolute(given))) {
    return fail(Code::not_found, "the current folder is gone: it has been deleted or closed to you",
                "Go to another folder, or name one by its whole path: -w /PATH.");
  }
  if (given.empty()) return current;
  const auto path = platform::real_path(given);
  if (!path || !platform::is_folder(*path)) {
    return fail(Code::not_found,
                path ? display_text(given) + " is not a folder"
                     : "there is no folder " + display_text(given),
                "-w names the folder that the agent may change.");
  }
  const auto whole = is_absolute(given) ? given : *current + "/" + given;
  SANDTRAY_TRY(sandbox::check_steady("the workspace", given,
                                     planted_link(store, writable_mounts(settings), whole)));
  return path;
}

Result<Place> find_place(const platform::Paths& paths, const Store& store,
                         const config::Settings& settings, const std::string& word) {
  const auto names = config::workspace_names(paths);
  if (std::find(names.begin(), names.end(), word) == names.end()) {
    auto folder = find_workspace(store, settings, word);
    if (!folder) return Failure(folder.error());
    auto known = config::workspace_of(paths, *folder);
    if (!known) return Failure(known.error());
    return Place{std::move(*folder), std::move(*known)};
  }
  auto known = config::load_workspace(paths, word);
  if (!known) return Failure(known.error());
  auto folder = find_workspace(store, settings, known->folder);
  if (!folder && folder.error().code == Code::not_found) {
    return fail(
        Code::not_found,
        "the folder of the workspace \"" + word + "\" is gone: " + display_text(known->folder),
        "`sandtray workspaces remove " + word + "` forgets it.");
  }
  if (!folder) return Failure(folder.error());
  return Place{std::move(*folder), std::move(*known)};
}

}  // namespace sandtray::session
