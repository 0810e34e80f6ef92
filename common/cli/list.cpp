// SPDX-License-Identifier: MIT
// ls and rm: the session folders.
#include "base/clock.h"
#include "base/text.h"
#include "cli/launch_mode.h"
#include "cli/options.h"
#include "cli/print.h"
#include "platform/file.h"
#include "sandbox/method.h"
#include "session/filenames.h"
#include "session/worktree/worktree.h"

namespace sandtray::cli {
namespace {

constexpr std::size_t method_column = 3;
constexpr auto unknown = "?";

// Of folders that no list can show; true if there are any. One that has just been removed is none.
bool tell_strange_folders(const session::Store& store) {
  bool any = false;
  for (const auto& id : store.ids()) {
    const auto session = store.read(id);
    if (session || !platform::exists(store.folder_of(id))) continue;
    print_error(session.error());
    any = true;
  }
  return any;
}

std::vector<std::string> row_of(const session::Snapshot& session) {
  const auto& spec = session.spec;
  const auto& last = session.last;
  const auto known = [&](const std::string& text) {
    return session.damage ? std::string(unknown) : text;
  };
  return {spec.id,
          spec.name,
          known(spec.agent),
          known(spec.method),
          session.place != 0 ? "queued, place " + std::to_string(session.place) : state_text(last),
          duration_text((now_ms() - last.since_ms) / 1000),
          known(spec.branch.empty()
                    ? display_text(spec.workspace)
                    : display_text(spec.repository) + " [" + display_text(spec.branch, 60) + "]"),
          session.damage ? "damaged" : display_text(last.message, 60)};
}

// With the worktree that was made for it, unless another session has it, too.
Result<> remove_with_worktree(const platform::Paths& paths, const session::Store& store,
                              const std::string& id, bool force) {
  const auto ended = store.read(id);
  if (!ended || ended->alive || ended->spec.branch.empty()) return store.remove(id);
  const auto lock = session::lock_worktrees(paths);
  if (!lock) return Failure(lock.error());
  const auto worktree = session::worktree_at(paths, ended->spec.workspace);
  if (worktree && !session::is_used(store, *worktree, /*live_only=*/false, id)) {
    SANDTRAY_TRY(session::remove_worktree(paths, *worktree, force));
  }
  return store.remove(id);
}

Result<> remove_session(const platform::Paths& paths, const session::Store& store,
                        const std::string& id, bool force) {
  const auto session = store.read(id);
  // What never got a plan has made nothing.
  const bool planned = platform::exists(store.folder_of(id) + "/" + session::filename::plan);
  SANDTRAY_TRY(remove_with_worktree(paths, store, id, force));
  return session && planned ? remove_sandbox(paths, session->spec) : Result<>{};
}

}  // namespace

Result<int> list_sessions(const Options& options, const platform::Paths& paths) {
  const session::Store store(paths);
  auto sessions = store.list();
  // The rest is listed all the same; whoever reads the list must not take it for whole.
  bool damaged = options.all && tell_strange_folders(store);
  if (!options.all) std::erase_if(sessions, [](const auto& session) { return !session.alive; });
  for (const auto& session : sessions) {
    if (session.damage) print_error(*session.damage);
    damaged = damaged || session.damage;
    print_cut_log(session);
  }
  const int status = damaged ? static_cast<int>(Code::internal) : 0;
  if (options.json) {
    Json all = Json::array();
    for (const auto& session : sessions) all.push_back(snapshot_to_json(session));
    print_json(all);
    return status;
  }
  if (sessions.empty()) {
    print_line(options.all ? "No sessions."
                           : "No live sessions; `sandtray ls --all` lists the ended ones.");
    return status;
  }
  std::vector<std::vector<std::string>> rows = {
      {"ID", "NAME", "AGENT", "METHOD", "STATE", "SINCE", "WORKSPACE", "MESSAGE"}};
  for (const auto& session : sessions) rows.push_back(row_of(session));
  // Nobody can say that one of unknown method is confined.
  print_table(rows, [&](std::size_t row, std::size_t column) {
    if (row == 0 || column != method_column) return false;
    return !sessions[row - 1].spec.confined || rows[row][column] == unknown;
  });
  return status;
}

Result<int> remove(const Options& options, const platform::Paths& paths) {
  const session::Store store(paths);
  if (options.all == !options.session.empty()) {
    return fail(Code::usage, "rm takes a session or --all",
                "`sandtray ls --all` lists the sessions.");
  }
  if (!options.all) {
    const auto id = store.find_id(options.session);
    if (!id) return Failure(id.error());
    SANDTRAY_TRY(remove_session(paths, store, *id, options.force));
    return 0;
  }
  int status = 0;
  for (const auto& id : store.ids()) {
    if (const auto session = store.read(id); session && session->alive) continue;
    const auto removed = remove_session(paths, store, id, options.force);
    if (removed) continue;
    if (removed.error().code != Code::refused) return Failure(removed.error());
    print_error(removed.error());
    status = static_cast<int>(Code::refused);
  }
  return status;
}

}  // namespace sandtray::cli
