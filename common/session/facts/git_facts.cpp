// SPDX-License-Identifier: MIT
#include <algorithm>

#include "base/path.h"
#include "platform/file.h"
#include "platform/held_file.h"
#include "platform/process.h"
#include "sandbox/folders.h"
#include "sandbox/guards.h"
#include "session/facts/facts.h"
#include "session/facts/git_config.h"
#include "session/facts/git_links.h"
#include "session/facts/git_walk.h"

namespace sandtray::session {
namespace {

using platform::PathKind;
using sandbox::GitFacts;
using sandbox::GitFolder;

constexpr std::size_t max_folders = 2000;

std::string first_line(const std::string& path) {
  const auto text = platform::read_file(path, 64 << 10);
  if (!text) return {};
  return text->substr(0, text->find_first_of("\r\n"));
}

// A path as git writes it into its own files, made absolute and real; empty if it leads nowhere.
std::string resolve(const std::string& path, const std::string& base) {
  if (path.empty()) return {};
  const auto real = platform::real_path(path[0] == '/' ? path : base + "/" + path);
  return real ? *real : std::string();
}

// What git itself may have made just so: an empty configuration, and what a worktree consists of.
bool is_gits_own(const std::string& name, GitFolder::Role role) {
  return name == "config" ||
         (role == GitFolder::Role::worktree && (name == "commondir" || name == "gitdir"));
}

// A placeholder of another session, or of one that was killed, counts as missing, so that this one
// holds it too or takes it over.
std::map<std::string, PathKind> entries_of(const std::string& path, GitFolder::Role role) {
  std::map<std::string, PathKind> entries;
  for (const auto& guarded : sandbox::guarded_names(role)) {
    const auto file = path + "/" + guarded.path;
    auto kind = platform::kind_of(file);
    if (kind != PathKind::missing && !is_gits_own(guarded.path, role) &&
        platform::HeldFile::is_there(file, guarded.content, guarded.folder)) {
      kind = PathKind::missing;
    }
    entries[guarded.path] = kind;
  }
  return entries;
}

class Scan {
 public:
  explicit Scan(GitFacts& facts) : facts_(facts) {}

  // False if there is something that cannot be guarded.
  bool add(const std::string& path, GitFolder::Role role, const std::vector<std::string>& pins) {
    if (facts_.folders.size() >= max_folders) {
      facts_.more_than = max_folders;
      return false;
    }
    facts_.folders.push_back({path, role, pins, entries_of(path, role)});
    auto below = pins;
    below.push_back(path);
    // The folder of modules is guarded itself, so nothing on the way to one of them needs a pin.
    return add_modules(path + "/modules", below, 0) &&
           (role == GitFolder::Role::worktree || add_worktrees(path + "/worktrees", below));
  }

 private:
  bool add_worktrees(const std::string& path, std::vector<std::string> pins) {
    if (platform::kind_of(path) == PathKind::missing) return true;
    if (platform::kind_of(path) != PathKind::folder) return false;
    pins.push_back(path);
    for (const auto& name : platform::list_folder(path)) {
      const auto folder = path + "/" + name;
      if (platform::kind_of(folder) != PathKind::folder) continue;
      if (!add(folder, GitFolder::Role::worktree, pins)) return false;
    }
    return true;
  }

  // Names of submodules may hold slashes, so folders lie at any depth.
  bool add_modules(const std::string& path, const std::vector<std::string>& pins, int depth) {
    const auto kind = platform::kind_of(path);
    if (kind == PathKind::missing || (depth > 0 && kind == PathKind::file)) return true;
    if (kind != PathKind::folder || depth > 16) return false;
    for (const auto& name : platform::list_folder(path)) {
      const auto folder = path + "/" + name;
      const bool repository = platform::kind_of(folder + "/HEAD") != PathKind::missing;
      if (!(repository ? add(folder, GitFolder::Role::submodule, pins)
                       : add_modules(folder, pins, depth + 1))) {
        return false;
      }
    }
    return true;
  }

  GitFacts& facts_;
};

// A linked worktree: <common>/worktrees/<name>, whose own file "gitdir" names the workspace.
bool read_worktree(GitFacts& facts, const std::string& workspace) {
  facts.common = resolve(first_line(facts.folder + "/commondir"), facts.folder);
  return !facts.common.empty() && parent_of(facts.folder) == facts.common + "/worktrees" &&
         resolve(first_line(facts.folder + "/gitdir"), facts.folder) == workspace + "/.git" &&
         Scan(facts).add(facts.common, GitFolder::Role::repository, {});
}

// A submodule: <other repository>/modules/<name>, whose configuration names the workspace.
bool read_submodule(GitFacts& facts, const std::string& workspace) {
  facts.common = facts.folder;
  const auto config = platform::read_file(facts.folder + "/config", 1 << 20);
  return config && facts.folder.find("/modules/") != std::string::npos &&
         resolve(git_config_value(*config, "core", "worktree"), facts.folder) == workspace &&
         Scan(facts).add(facts.folder, GitFolder::Role::submodule, {});
}

// In the order in which git reads them. What the environment names stands in for others only where
// it is set (git(1), GIT_CONFIG_SYSTEM and GIT_CONFIG_GLOBAL), so all of them count.
std::vector<std::string> files_of_person(const platform::Paths& paths,
                                         const std::string& workspace) {
  std::vector<std::string> files = {"/etc/gitconfig", parent_of(paths.config) + "/git/config",
                                    paths.home + "/.gitconfig"};
  const auto env = platform::current_environment();
  for (const auto* name : {"GIT_CONFIG_SYSTEM", "GIT_CONFIG_GLOBAL"}) {
    const auto found = env.find(name);
    if (found == env.end() || found->second.empty()) continue;
    const auto& path = found->second;
    files.push_back(is_absolute(path) ? path : workspace + "/" + path);
  }
  return files;
}

// The .git file of every submodule that is checked out in the workspace.
void add_git_files_of_submodules(GitFacts& facts, GitLinks& links, const std::string& workspace) {
  for (const auto& folder : facts.folders) {
    if (folder.role != GitFolder::Role::submodule) continue;
    const auto config = platform::read_file(folder.path + "/config", 1 << 20);
    const auto top =
        config ? resolve(git_config_value(*config, "core", "worktree"), folder.path) : "";
    if (top.empty() || top == workspace || !sandbox::is_or_is_below(top, workspace)) continue;
    if (platform::kind_of(top + "/.git") == PathKind::missing) continue;
    links.add(top + "/.git", top);
  }
}

bool knows(const GitFacts& facts, const std::string& folder) {
  return std::any_of(facts.folders.begin(), facts.folders.end(),
                     [&](const GitFolder& known) { return known.path == folder; });
}

// What a .git file below the workspace names counts as a repository, if the agent can change it.
void add_named_by(const std::string& git_file, GitFacts& facts, const std::string& workspace) {
  const auto line = first_line(git_file);
  const std::string_view prefix = "gitdir: ";
  if (!line.starts_with(prefix) || line.size() == prefix.size()) return;
  const auto written = line.substr(prefix.size());
  const auto folder =
      real_or_future_path(written[0] == '/' ? written : parent_of(git_file) + "/" + written);
  if (!sandbox::is_or_is_below(folder, workspace) || knows(facts, folder)) return;
  if (platform::kind_of(folder) != PathKind::folder || folder == workspace ||
      !Scan(facts).add(folder, GitFolder::Role::repository, folders_between(workspace, folder))) {
    facts.unsteady.push_back(folder);
  }
}

void add_nested(GitFacts& facts, GitLinks& links, const std::string& workspace) {
  const auto found = find_repositories(workspace);
  for (const auto& path : found) {
    if (platform::kind_of(path) != PathKind::folder || knows(facts, path)) continue;
    if (!Scan(facts).add(path, GitFolder::Role::repository, folders_between(workspace, path))) {
      facts.unsteady.push_back(path);
    }
  }
  for (const auto& path : found) {
    if (platform::kind_of(path) == PathKind::folder) continue;
    links.add(path, parent_of(path));
    add_named_by(path, facts, workspace);
  }
}

// All that git is led to by what has been found, and by the person's own configuration.
void follow(const platform::Paths& paths, GitFacts& facts, const std::string& workspace) {
  std::vector<std::string> areas = {workspace};
  if (facts.kind == GitFacts::Kind::file) areas.push_back(facts.common);
  GitLinks links(facts, paths.home, areas);
  for (const auto& file : files_of_person(paths, workspace)) {
    links.add(file, "/");
    links.follow_config(file);
  }
  add_nested(facts, links, workspace);
  for (const auto& folder : facts.folders) links.follow_folder(folder);
  if (facts.kind == GitFacts::Kind::file) links.check_names(workspace + "/.git");
  add_git_files_of_submodules(facts, links, workspace);
  links.find_missing_hooks();
}

void read_person(const platform::Paths& paths, GitFacts& facts, const std::string& workspace) {
  for (const auto& file : files_of_person(paths, workspace)) {
    const auto text = platform::read_file(file, 1 << 20);
    if (!text) continue;
    if (auto name = git_config_value(*text, "user", "name"); !name.empty()) facts.user_name = name;
    if (auto email = git_config_value(*text, "user", "email"); !email.empty()) {
      facts.user_email = email;
    }
  }
}

}  // namespace

GitFacts gather_git(const platform::Paths& paths, const std::string& workspace) {
  using Kind = GitFacts::Kind;
  GitFacts facts;
  read_person(paths, facts, workspace);
  const auto dot_git = workspace + "/.git";
  switch (platform::kind_of(dot_git)) {
    case PathKind::missing:
      if (is_bare_repository(workspace)) {
        facts.folder = facts.common = workspace;
        facts.kind = Scan(facts).add(workspace, GitFolder::Role::repository, {}) ? Kind::folder
                                                                                 : Kind::strange;
        break;
      }
      facts.head_missing = platform::kind_of(workspace + "/HEAD") == PathKind::missing;
      for (auto folder = workspace; folder != "/";) {
        folder = parent_of(folder);
        const auto above = folder == "/" ? "/.git" : folder + "/.git";
        if (platform::kind_of(above) == PathKind::missing) continue;
        facts.outside = folder;
        break;
      }
      break;
    case PathKind::folder:
      facts.folder = facts.common = dot_git;
      facts.kind =
          Scan(facts).add(dot_git, GitFolder::Role::repository, {}) ? Kind::folder : Kind::strange;
      break;
    case PathKind::file: {
      const auto line = first_line(dot_git);
      const std::string_view prefix = "gitdir: ";
      if (line.starts_with(prefix)) {
        facts.folder = resolve(line.substr(prefix.size()), workspace);
      }
      const bool known = !facts.folder.empty() && (platform::exists(facts.folder + "/commondir") &&
                                                           read_worktree(facts, workspace)
                                                       ? true
                                                       : read_submodule(facts, workspace));
      facts.kind = known ? Kind::file : Kind::strange;
      break;
    }
    default:
      facts.kind = Kind::strange;
  }
  if (facts.kind != Kind::strange) follow(paths, facts, workspace);
  return facts;
}

}  // namespace sandtray::session
