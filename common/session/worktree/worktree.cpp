// SPDX-License-Identifier: MIT
#include "session/worktree/worktree.h"

#include <algorithm>
#include <functional>

#include "base/path.h"
#include "base/text.h"
#include "platform/beneath.h"
#include "platform/ownership.h"
#include "session/facts/git_walk.h"
#include "session/worktree/neutral_git.h"
#include "session/worktree/refs.h"
#include "session/worktree/work.h"

namespace sandtray::session {
namespace {

constexpr std::string_view suffix = ".json";

std::string top(const platform::Paths& paths) {
  return paths.state + "/worktrees";
}

std::string record_of(const platform::Paths& paths, const std::string& name) {
  return top(paths) + "/" + name + std::string(suffix);
}

// "project-feature-1a2b3c4d": for people, and one for each pair.
std::string name_for(const std::string& repository, const std::string& branch) {
  constexpr std::size_t longest = 40;
  std::string name = name_of(repository) + "-" + branch;
  for (auto& c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!plain) c = '-';
  }
  name.resize(std::min(name.size(), longest));
  if (name[0] == '-') name[0] = 'w';
  // FNV-1a (draft-eastlake-fnv): tells pairs apart, no more.
  std::uint64_t hash = 14695981039346656037u;
  for (const unsigned char byte : repository + '\0' + branch) hash = (hash ^ byte) * 1099511628211u;
  constexpr std::string_view digits = "0123456789abcdef";
  name += '-';
  for (int i = 0; i < 8; ++i) name += digits[(hash >> (4 * i)) & 15];
  return name;
}

Json to_json(const Worktree& worktree) {
  return {{"name", worktree.name},
          {"folder", worktree.folder},
          {"repository", worktree.repository},
          {"branch", worktree.branch},
          {"made_branch", worktree.made_branch}};
}

std::optional<Worktree> load(const platform::Paths& paths, const std::string& name) {
  const auto path = record_of(paths, name);
  const auto text = platform::read_file(path, 64 << 10);
  if (!text) return std::nullopt;
  const auto json = parse_json(*text, path);
  if (!json) return std::nullopt;
  try {
    return Worktree{json->at("name"), json->at("folder"), json->at("repository"),
                    json->at("branch"), json->at("made_branch")};
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

// Only the top of a repository with a folder of git of its own can have one.
Result<> check_repository(const std::string& repository) {
  const auto shown = display_text(repository);
  switch (platform::kind_of(repository + "/.git")) {
    case platform::PathKind::folder:
      if (platform::is_folder(repository + "/.git/objects/info")) return {};
      // Without it an agent could make it, and say in it where further objects are.
      return fail(Code::refused, shown + "/.git has no folder objects/info",
                  "`mkdir` makes it, if this is a repository of git.");
    case platform::PathKind::file:
      return fail(Code::usage, shown + " is a linked worktree or a submodule itself",
                  "Name the repository that it belongs to: -w FOLDER.");
    case platform::PathKind::missing:
      break;
    default:
      return fail(Code::refused, shown + "/.git is neither a folder nor a file",
                  "Look at it; an agent may have made it.");
  }
  if (is_bare_repository(repository)) {
    return fail(Code::usage, shown + " is a bare repository, which --worktree does not know",
                "Name a checkout of it: -w FOLDER.");
  }
  for (auto folder = repository; folder != "/" && folder != parent_of(folder);) {
    folder = parent_of(folder);
    if (platform::exists(folder + "/.git")) {
      return fail(Code::usage, shown + " is a part of the repository " + display_text(folder),
                  "Name the whole of it: -w " + shell_quote(folder));
    }
  }
  return fail(Code::usage, shown + " is no repository of git, so it has no branches",
              "`git init` makes it one; or run without --worktree.");
}

// The commit that the branch begins at, or is at.
Result<std::string> start_of(const Refs& refs, const Worktree& worktree) {
  const auto ref = "refs/heads/" + worktree.branch;
  if (auto value = refs.value(ref); !value.empty()) return value;
  if (const auto other = branch_in_the_way(refs, ref); !other.empty()) {
    return fail(Code::usage,
                "there cannot be a branch \"" + worktree.branch + "\" beside the branch \"" +
                    display_text(other.substr(other.find('/', 5) + 1)) + "\"",
                "Choose another name.");
  }
  const auto head = refs.head("HEAD");
  const auto value = is_object_name(head) ? head : refs.value(head);
  if (!value.empty()) return value;
  return fail(Code::usage,
              display_text(worktree.repository) + " has no commit that a branch could begin at",
              "Commit something first.");
}

// git's own part and the files, under names that nobody has yet.
Result<> fill(const platform::Paths& paths, const Worktree& worktree, const std::string& start,
              bool has_ref_file, const std::vector<std::string>& theirs) {
  const auto git = worktree.repository + "/.git";
  const auto admin = "worktrees/" + worktree.name + "/";
  const auto ref = "refs/heads/" + worktree.branch;
  auto neutral =
      NeutralGit::make(top(paths) + "/." + worktree.name, git + "/objects", start, theirs);
  if (!neutral) return Failure(neutral.error());
  SANDTRAY_TRY(platform::make_private_folder(worktree.folder));
  const auto read = neutral->run({"read-tree", "--reset", "-u", start}, worktree.folder);
  if (!read) return Failure(read.error());
  const auto index = platform::read_file(neutral->index(), 512u << 20);
  if (!index) return Failure(index.error());
  SANDTRAY_TRY(platform::write_beneath(git, admin + "HEAD", "ref: " + ref + "\n"));
  SANDTRAY_TRY(platform::write_beneath(git, admin + "commondir", "../..\n"));
  SANDTRAY_TRY(platform::write_beneath(git, admin + "gitdir", worktree.folder + "/.git\n"));
  SANDTRAY_TRY(platform::write_beneath(git, admin + "index", *index));
  // What the sandbox lets the agent write: the folders of the branch's ref and of its log.
  if (!has_ref_file) SANDTRAY_TRY(platform::write_beneath(git, ref, start + "\n"));
  if (!platform::exists(git + "/logs/" + ref)) {
    const auto line = std::string(start.size(), '0') + " " + start +
                      " Sandtray <sandtray> 0 +0000\tbranch: Created for a worktree\n";
    SANDTRAY_TRY(platform::write_beneath(git, "logs/" + ref, line));
  }
  return platform::write_file(worktree.folder + "/.git",
                              "gitdir: " + git + "/worktrees/" + worktree.name + "\n");
}

// Below the repository, and not through a link that an agent has put there.
Result<> remove_in(const std::string& git, const std::string& relative) {
  const auto path = git + "/" + relative;
  if (!platform::exists(path)) return {};
  const auto folder = parent_of(path);
  if (platform::real_path(folder).value_or("") != folder) {
    return fail(Code::refused, display_text(folder) + " leads through a symbolic link",
                "An agent may have put it there; look at it and remove it.");
  }
  return platform::remove_tree(path);
}

Result<> forget(const platform::Paths& paths, const Worktree& worktree) {
  SANDTRAY_TRY(platform::remove_tree(worktree.folder));
  SANDTRAY_TRY(remove_in(worktree.repository + "/.git", "worktrees/" + worktree.name));
  return platform::remove_tree(record_of(paths, worktree.name));
}

// Also where git keeps it packed, it is git's to remove then: it holds nothing of its own.
Result<> remove_branch(const Worktree& worktree) {
  const auto git = worktree.repository + "/.git";
  const auto ref = "refs/heads/" + worktree.branch;
  const auto refs = Refs::read(git);
  if (!refs || !checked_out_at(*refs, worktree.repository, ref).empty()) return {};
  const auto packed = platform::read_beneath(git, "packed-refs", 16u << 20);
  if (packed && packed->find(" " + ref + "\n") != std::string::npos) return {};
  SANDTRAY_TRY(remove_in(git, "logs/" + ref));
  return remove_in(git, ref);
}

bool is_whole(const Worktree& worktree) {
  return platform::exists(worktree.folder + "/.git") &&
         platform::exists(worktree.repository + "/.git/worktrees/" + worktree.name + "/HEAD");
}

}  // namespace

Result<platform::FileLock> lock_worktrees(const platform::Paths& paths) {
  SANDTRAY_TRY(platform::make_private_folder(paths.state));
  SANDTRAY_TRY(platform::make_private_folder(top(paths)));
  return platform::FileLock::acquire(top(paths) + "/.lock", /*wait=*/true);
}

Result<Worktree> make_worktree(const platform::Paths& paths, const Store& store,
                               const std::string& repository, const std::string& branch) {
  auto theirs = store.folders_of_agents();
  if (!theirs) return Failure(theirs.error());
  theirs->push_back(repository);
  SANDTRAY_TRY(check_branch_name(branch, *theirs));
  SANDTRAY_TRY(check_repository(repository));
  Worktree worktree;
  worktree.name = name_for(repository, branch);
  worktree.folder = platform::real_path(top(paths)).value_or(top(paths)) + "/" + worktree.name;
  worktree.repository = repository;
  worktree.branch = branch;
  const auto ref = "refs/heads/" + branch;
  const auto refs = Refs::read(repository + "/.git");
  if (!refs) return Failure(refs.error());

  if (auto known = load(paths, worktree.name)) {
    if (is_used(store, *known, /*live_only=*/true)) {
      return fail(Code::usage, "a live session works on the branch \"" + branch + "\" already",
                  "`sandtray ls` shows it; attach to it, or choose another branch.");
    }
    // Its last session has ended, and its work goes on.
    if (is_whole(*known)) return std::move(*known);
    // Made by half, or removed by hand.
    const auto work = work_in(paths, *known);
    if (platform::exists(known->folder + "/.git") && !work.empty()) {
      return fail(Code::refused, known->folder + " is damaged, and holds " + work.front(),
                  "Save what you need of it, then remove the folder.");
    }
    SANDTRAY_TRY(forget(paths, *known));
  }
  if (const auto at = checked_out_at(*refs, repository, ref); !at.empty()) {
    return fail(Code::usage, "the branch \"" + branch + "\" is checked out in " + display_text(at),
                "Choose another branch. `git worktree prune` forgets folders that are gone.");
  }
  const auto start = start_of(*refs, worktree);
  if (!start) return Failure(start.error());
  worktree.made_branch = refs->value(ref).empty();
  if (platform::exists(worktree.folder) ||
      platform::exists(repository + "/.git/worktrees/" + worktree.name)) {
    return fail(Code::refused, worktree.folder + " is in the way, and is not known",
                "Look at it, and at what `git worktree list` says of it; then remove it.");
  }
  SANDTRAY_TRY(
      platform::write_file(record_of(paths, worktree.name), dump_json_pretty(to_json(worktree))));
  const bool has_ref_file = platform::exists(repository + "/.git/" + ref);
  if (const auto filled = fill(paths, worktree, *start, has_ref_file, *theirs); !filled) {
    (void)forget(paths, worktree);
    if (worktree.made_branch) (void)remove_branch(worktree);
    return Failure(filled.error());
  }
  return worktree;
}

std::vector<std::string> work_in(const platform::Paths& paths, const Worktree& worktree) {
  const auto theirs = Store(paths).folders_of_agents();
  if (!theirs) return {"what cannot be looked at (" + theirs.error().message + ")"};
  return find_work(worktree, top(paths) + "/." + worktree.name, *theirs);
}

Result<> remove_worktree(const platform::Paths& paths, const Worktree& worktree, bool force) {
  const bool there = platform::exists(worktree.folder);
  const auto work = there ? work_in(paths, worktree) : std::vector<std::string>();
  if (!work.empty() && !force) {
    return fail(Code::refused,
                "the worktree " + worktree.folder + " of the branch \"" + worktree.branch +
                    "\" holds " + join(work, " and "),
                "Commit and merge it: git -C " + shell_quote(worktree.repository) + " merge " +
                    shell_quote(worktree.branch) +
                    "; or `sandtray rm --force`, which removes the folder with what is not "
                    "committed, and keeps the branch.");
  }
  SANDTRAY_TRY(forget(paths, worktree));
  return work.empty() && there && worktree.made_branch ? remove_branch(worktree) : Result<>{};
}

std::optional<Worktree> worktree_at(const platform::Paths& paths, const std::string& folder) {
  auto known = load(paths, name_of(folder));
  return known && known->folder == folder ? known : std::nullopt;
}

bool is_used(const Store& store, const Worktree& worktree, bool live_only, const std::string& but) {
  const auto sessions = store.list();
  return std::any_of(sessions.begin(), sessions.end(), [&](const Snapshot& session) {
    return session.spec.workspace == worktree.folder && session.spec.id != but &&
           (session.alive || !live_only);
  });
}

void sweep_worktrees(const platform::Paths& paths, const Store& store) {
  for (const auto& file : platform::list_folder(top(paths))) {
    if (!file.ends_with(suffix)) continue;
    const auto known = load(paths, file.substr(0, file.size() - suffix.size()));
    if (!known || is_used(store, *known, /*live_only=*/true)) continue;
    (void)remove_worktree(paths, *known, /*force=*/false);
  }
}

}  // namespace sandtray::session
