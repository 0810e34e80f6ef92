// SPDX-License-Identifier: MIT
#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "sandbox/folders.h"
#include "sandbox/guards.h"

namespace sandtray::sandbox {
namespace {

constexpr auto open_hint =
    "Start it with --set git=open if the agent may change what git on this machine will run.";

void pin(Guards& guards, const std::string& path) {
  const auto same = [&](const Bind& bind) { return bind.path == path; };
  if (std::none_of(guards.binds.begin(), guards.binds.end(), same)) {
    guards.binds.push_back({path, true});
  }
}

// `top` is a mountpoint already.
Result<> guard_folder(Guards& guards, const GitFolder& folder, const std::string& top) {
  for (const auto& path : folder.pins) {
    if (path != top) pin(guards, path);
  }
  if (folder.path != top) pin(guards, folder.path);
  guards.git_folders.push_back(folder.path);
  for (const auto& guarded : guarded_names(folder.role)) {
    const auto path = folder.path + "/" + guarded.path;
    const auto found = folder.entries.find(guarded.path);
    const auto kind = found == folder.entries.end() ? PathKind::missing : found->second;
    if (kind == PathKind::missing) {
      guards.placeholders.push_back({path, guarded.content, guarded.folder});
    } else if (kind != (guarded.folder ? PathKind::folder : PathKind::file)) {
      return fail(Code::refused,
                  "cannot guard " + display_text(path) + ": it is " + kind_words(kind), open_hint);
    }
    guards.binds.push_back({path, false});
  }
  return {};
}

// A mount guards one name of a file only.
Result<> check_names(const GitFacts& git) {
  if (git.linked.empty()) return {};
  const auto& path = git.linked.front();
  const auto name = display_text(name_of(path));
  return fail(Code::refused,
              "cannot guard " + display_text(path) +
                  ", which git on this machine obeys: it has another name as well (a hard link), "
                  "through which an agent could change it",
              "Look at what it says, then make it a file of its own, in its folder: `cp -p " +
                  name + " " + name + ".new && mv " + name + ".new " + name + "`. " + open_hint);
}

Result<Guards> guard_files(Guards guards, const GitFacts& git) {
  if (!git.unsteady.empty()) {
    return fail(Code::refused,
                "cannot guard " + display_text(git.unsteady.front()) +
                    ", which git on this machine obeys: it is missing, no plain file or folder, or "
                    "behind a symbolic link",
                std::string("Make it a plain file, or remove the hook or the include that names "
                            "it. ") +
                    open_hint);
  }
  for (const auto& file : git.files) {
    for (const auto& path : file.pins) pin(guards, path);
    guards.binds.push_back({file.path, false});
  }
  return guards;
}

// Of the person's repository the agent may write objects, the folder of its branch and of that
// one's log, and git's own folder of the worktree. All else is read-only: configuration, hooks,
// packed refs, other worktrees, and what names further objects (objects/info/alternates).
Result<Guards> guard_own_worktree(const GitFacts& git, const std::string& workspace) {
  const auto branch = "/refs/heads/" + git.own_branch;
  Guards guards;
  guards.binds = {{git.common, false},
                  {git.common + "/objects", true},
                  {git.common + "/objects/info", false},
                  {parent_of(git.common + branch), true},
                  {parent_of(git.common + "/logs" + branch), true},
                  {workspace + "/.git", false}};
  guards.git_folders.push_back(git.common);
  if (git.branch_beside_others) {
    guards.notes.push_back("The agent can move other branches of " +
                           display_text(parent_of(git.common)) +
                           ", too: git keeps them in one folder. One of its own, as in agent/" +
                           display_text(git.own_branch, 60) + ", keeps it from that.");
  }
  guards.watch = git.missing_hooks;
  for (const auto& folder : git.folders) {
    auto shown = folder;
    // Nothing above it can be renamed.
    if (folder.path == git.folder) shown.pins.clear();
    if (folder.path == git.folder || is_or_is_below(folder.path, workspace)) {
      SANDTRAY_TRY(guard_folder(guards, shown, workspace));
    }
  }
  auto files = git;
  std::erase_if(files.files,
                [&](const GitFile& file) { return is_or_is_below(file.path, git.common); });
  return guard_files(std::move(guards), files);
}

}  // namespace

std::string kind_words(PathKind kind) {
  switch (kind) {
    case PathKind::file:
      return "a file";
    case PathKind::folder:
      return "a folder";
    case PathKind::link:
      return "a symbolic link";
    case PathKind::missing:
      return "missing";
    case PathKind::other:
      break;
  }
  return "a pipe, a socket or a device";
}

const std::vector<Placeholder>& guarded_names(GitFolder::Role role) {
  // commondir names the folder whose configuration counts; "." is that very folder. Files of the
  // others may be empty. A file in remotes or branches is a remote, as one of the configuration is.
  // A folder in modules is the repository of a submodule, with hooks and configuration of its own.
  static const std::vector<Placeholder> own = {
      {"hooks", "", true}, {"remotes", "", true},   {"branches", "", true}, {"modules", "", true},
      {"config", ""},      {"config.worktree", ""}, {"commondir", "."}};
  static const std::vector<Placeholder> linked = {
      {"modules", "", true}, {"config.worktree", ""}, {"commondir", "../.."}, {"gitdir", ""}};
  return role == GitFolder::Role::worktree ? linked : own;
}

Result<Guards> guard_git(const GitFacts& git, const std::string& workspace) {
  if (git.more_than > 0) {
    return fail(
        Code::refused,
        "cannot guard the repositories in " + display_text(workspace) + ": there are more than " +
            std::to_string(git.more_than) + " of them with their submodules and worktrees",
        std::string("`git worktree prune` removes worktrees whose folder is gone. ") + open_hint);
  }
  SANDTRAY_TRY(check_names(git));
  Guards guards;
  switch (git.kind) {
    case GitFacts::Kind::strange:
      return fail(Code::refused,
                  "cannot guard " + display_text(workspace) +
                      "/.git: it is not a folder, nor does it lead to a repository that knows "
                      "this workspace",
                  open_hint);
    case GitFacts::Kind::none:
      guards.watch.push_back(workspace + "/.git");
      if (git.head_missing) guards.watch.push_back(workspace + "/HEAD");
      if (!git.outside.empty()) {
        guards.notes.push_back("The workspace is a part of the repository " +
                               display_text(git.outside) +
                               ", which the agent does not see: git will not work in it.");
      }
      break;
    case GitFacts::Kind::file:
      if (!git.own_branch.empty()) return guard_own_worktree(git, workspace);
      guards.binds.push_back({git.common, true});
      guards.binds.push_back({workspace + "/.git", false});
      break;
    case GitFacts::Kind::folder:  // a .git would count before a bare repository around it
      if (git.folder == workspace) guards.watch.push_back(workspace + "/.git");
      break;
  }
  // No placeholder: an agent may have to check out a branch that has the folder.
  guards.watch.insert(guards.watch.end(), git.missing_hooks.begin(), git.missing_hooks.end());
  for (const auto& folder : git.folders) SANDTRAY_TRY(guard_folder(guards, folder, workspace));
  return guard_files(std::move(guards), git);
}

Result<Guards> guard_git_of_mount(const GitFacts& git, const std::string& mount) {
  const auto is_outside = [&](const std::string& path) { return !is_or_is_below(path, mount); };
  auto shown = git;
  std::erase_if(shown.linked, is_outside);
  auto guards = guard_git(shown, mount);
  if (!guards) return guards;
  const auto outside = [&](const auto& item) { return is_outside(item.path); };
  std::erase_if(guards->binds, outside);
  std::erase_if(guards->placeholders, outside);
  std::erase_if(guards->git_folders, is_outside);
  guards->notes.clear();
  return guards;
}

void add_guards(Guards& guards, const Guards& more) {
  for (const auto& bind : more.binds) {
    if (bind.writable) {
      pin(guards, bind.path);
    } else {
      guards.binds.push_back(bind);
    }
  }
  const auto append = [](auto& to, const auto& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  append(guards.placeholders, more.placeholders);
  append(guards.watch, more.watch);
  append(guards.git_folders, more.git_folders);
  append(guards.notes, more.notes);
}

Result<Guards> open_git(const GitFacts& git) {
  Guards guards;
  if (git.kind == GitFacts::Kind::file) guards.binds.push_back({git.common, true});
  return guards;
}

}  // namespace sandtray::sandbox
