// SPDX-License-Identifier: MIT
#include "sandbox/mount_notes.h"

#include <algorithm>
#include <string_view>

#include "base/text.h"
#include "sandbox/folders.h"

namespace sandtray::sandbox {
namespace {

bool is_guarded_name(const std::string& name, GitFolder::Role role) {
  const auto& names = guarded_names(role);
  return std::any_of(names.begin(), names.end(),
                     [&](const Placeholder& item) { return item.path == name; });
}

// Whether every repository's guard covers it, by its place in a folder of git.
bool is_guarded_place(const std::string& path) {
  using Role = GitFolder::Role;
  constexpr std::string_view folder = "/.git/";
  const auto at = path.rfind(folder);
  if (at == std::string::npos) return false;
  const auto parts = split(path.substr(at + folder.size()), '/');
  if (parts[0] == "worktrees") return parts.size() > 2 && is_guarded_name(parts[2], Role::worktree);
  if (parts[0] != "modules" || parts.size() == 1)
    return is_guarded_name(parts[0], Role::repository);
  // Below is a repository of its own, at any depth.
  return std::any_of(parts.begin() + 2, parts.end(), [](const std::string& part) {
    return is_guarded_name(part, Role::submodule);
  });
}

// Whether these keep `place` from being written, or a part of it.
bool guard(const Guards& guards, const Bind& bind, const std::string& place) {
  if (bind.writable) return false;
  if (is_or_is_below(bind.path, place)) return true;
  // What lies in a guarded folder may be writable again, as the repository of a submodule is.
  return is_or_is_below(place, bind.path) &&
         std::none_of(guards.binds.begin(), guards.binds.end(), [&](const Bind& other) {
           return other.writable && is_or_is_below(other.path, bind.path) &&
                  is_or_is_below(place, other.path);
         });
}

bool guards_again(const Guards& guards, const std::string& path) {
  return std::any_of(guards.binds.begin(), guards.binds.end(), [&](const Bind& bind) {
    return !bind.writable && is_or_is_below(path, bind.path);
  });
}

// The guarded paths that can be written through that mount.
std::vector<std::string> opened_by(const std::vector<Laid>& laid, std::size_t mount) {
  const auto& [given, own] = laid[mount];
  std::vector<std::string> opened;
  for (std::size_t i = 0; i < laid.size(); ++i) {
    // What is mounted later at the same path hides this.
    if (i == mount || (i > mount && given.path == given.source)) continue;
    for (const auto& bind : laid[i].guards.binds) {
      if (guard(laid[i].guards, bind, given.source) && !guards_again(own, bind.path)) {
        opened.push_back(bind.path);
      }
    }
  }
  return opened;
}

}  // namespace

std::vector<std::string> mount_notes(const std::vector<Laid>& laid, const std::string& workspace,
                                     bool git_is_open) {
  std::vector<std::string> notes;
  for (std::size_t i = 0; i < laid.size(); ++i) {
    const auto& given = laid[i].given;
    const auto mount = "the mount " + display_text(given.path) + " of your settings";
    if (given.path == workspace && !given.writable) {
      notes.push_back("The agent can write nothing in the workspace: " + mount +
                      " is read-only. Remove it from \"mounts\" if it should.");
    }
    if (given.path == workspace || !given.writable) continue;
    auto opened = opened_by(laid, i);
    if (opened.empty() && !git_is_open && is_guarded_place(given.source)) {
      opened.push_back(given.source);
    }
    if (opened.empty()) continue;
    const auto more = opened.size() - 1;
    notes.push_back("The agent can change what git or an agent on this machine will obey: " +
                    mount + " is writable and opens the guard of " + display_text(opened.front()) +
                    (more > 0 ? " and " + std::to_string(more) + " more" : "") + ".");
  }
  return notes;
}

}  // namespace sandtray::sandbox
