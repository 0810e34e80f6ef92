// SPDX-License-Identifier: MIT
#include "session/facts/git_links.h"

#include <algorithm>
#include <filesystem>

#include "base/path.h"
#include "platform/file.h"
#include "platform/hard_links.h"
#include "platform/user_home.h"
#include "sandbox/folders.h"
#include "session/facts/facts.h"
#include "session/facts/git_config.h"

namespace sandtray::session {
namespace {

using platform::PathKind;

constexpr int max_include_depth = 10;  // git's own
constexpr int max_hook_depth = 2;

std::string without_dots(const std::string& path) {
  auto plain = std::filesystem::path(path).lexically_normal().generic_string();
  if (plain.size() > 1 && plain.ends_with('/')) plain.pop_back();
  return plain;
}

}  // namespace

std::vector<std::string> folders_between(const std::string& area, const std::string& path) {
  std::vector<std::string> folders;
  for (auto end = path.find('/', area.size() + 1); end != std::string::npos;
       end = path.find('/', end + 1)) {
    folders.push_back(path.substr(0, end));
  }
  return folders;
}

GitLinks::GitLinks(sandbox::GitFacts& facts, std::string home, std::vector<std::string> areas)
    : facts_(facts), home_(std::move(home)), areas_(std::move(areas)) {}

void GitLinks::follow_folder(const sandbox::GitFolder& folder) {
  follow_config(folder.path + "/config");
  follow_config(folder.path + "/config.worktree");
  for (const auto& [name, kind] : folder.entries) {
    const auto path = folder.path + "/" + name;
    if (kind == PathKind::file) {
      check_names(path);
    } else if (kind == PathKind::folder && name == "hooks") {
      follow_hooks(path);
    } else if (kind == PathKind::folder && name != "modules") {  // which are repositories
      for (const auto& file : platform::list_folder(path)) check_names(path + "/" + file);
    }
  }
}

// A hook may run what lies in a folder beside it.
void GitLinks::follow_hooks(const std::string& hooks, int depth) {
  for (const auto& name : platform::list_folder(hooks)) {
    if (depth == 0 && name.ends_with(".sample")) continue;
    const auto path = hooks + "/" + name;
    const auto kind = platform::kind_of(path);
    if (kind == PathKind::link && depth == 0) add(platform::read_link(path), hooks);
    if (kind == PathKind::file) check_names(path);
    if (kind == PathKind::folder && depth < max_hook_depth) follow_hooks(path, depth + 1);
  }
}

// A relative path counts from the top of the working tree, or from a bare repository itself
// (git-config(1), core.hooksPath). Whose configuration says so is not asked: it may become that of
// another repository, and all that comes of it is a warning.
void GitLinks::find_missing_hooks() {
  if (hooks_paths_.empty()) return;
  std::set<std::string> tops;
  for (const auto& folder : facts_.folders) {
    if (folder.role == sandbox::GitFolder::Role::worktree) continue;
    tops.insert(name_of(folder.path) == ".git" ? parent_of(folder.path) : folder.path);
  }
  for (const auto& file : facts_.files) {
    if (name_of(file.path) == ".git") tops.insert(parent_of(file.path));
  }
  if (facts_.kind == sandbox::GitFacts::Kind::file) tops.insert(areas_.front());
  for (const auto& value : hooks_paths_) {
    const auto path = with_home(value);
    if (path[0] == '/') {
      note_if_missing(path);
    } else {
      for (const auto& top : tops) note_if_missing(top + "/" + path);
    }
  }
}

void GitLinks::note_if_missing(const std::string& hooks) {
  if (platform::exists(hooks)) return;
  // Where a link leads to nothing, it can be replaced as well as what it names be made.
  for (const auto& place : {without_dots(hooks), without_dots(real_or_future_path(hooks))}) {
    const bool theirs = std::any_of(areas_.begin(), areas_.end(), [&](const std::string& area) {
      return sandbox::is_or_is_below(place, area);
    });
    if (theirs && seen_.insert("hooks " + place).second) facts_.missing_hooks.push_back(place);
  }
}

void GitLinks::check_names(const std::string& path) {
  if (platform::has_other_names(path)) facts_.linked.push_back(path);
}

// Conditions of includes are not asked: they may come true in the session.
void GitLinks::follow_config(const std::string& file, int depth) {
  const auto text = platform::read_file(file, 1 << 20);
  if (!text || depth > max_include_depth) return;
  if (auto path = git_config_value(*text, "core", "hookspath"); !path.empty()) {
    hooks_paths_.insert(std::move(path));
  }
  for (auto path : git_config_includes(*text)) {
    if (path.starts_with("%(prefix)/")) continue;  // a part of git's installation
    path = with_home(path);
    add(path, parent_of(file));
    const auto real = platform::real_path(path[0] == '/' ? path : parent_of(file) + "/" + path);
    if (real && seen_.insert("read " + *real).second) follow_config(*real, depth + 1);
  }
}

// git's "~/x" and "~name/x"; anything else as it is.
std::string GitLinks::with_home(const std::string& path) const {
  if (!path.starts_with('~')) return path;
  const auto slash = std::min(path.find('/'), path.size());
  const auto home = slash == 1 ? home_ : platform::user_home(path.substr(1, slash - 1));
  return home.empty() ? path : home + path.substr(slash);
}

void GitLinks::add(const std::string& target, const std::string& folder) {
  const auto path = target[0] == '/' ? target : folder + "/" + target;
  const auto plain = without_dots(path);
  if (!seen_.insert(plain).second) return;
  const auto places = places_on_the_way(path);
  for (const auto& area : areas_) {
    const auto inside = [&](const auto& place) { return sandbox::is_or_is_below(place, area); };
    if (!inside(plain) && std::none_of(places.begin(), places.end(), inside)) continue;
    const auto kind = platform::kind_of(plain);
    const bool steady = places.size() == 1 && places.front() == plain;
    if (steady && plain != area && (kind == PathKind::file || kind == PathKind::folder)) {
      facts_.files.push_back({plain, folders_between(area, plain)});
      check_names(plain);
    } else {
      facts_.unsteady.push_back(plain);
    }
    return;
  }
}

}  // namespace sandtray::session
