// SPDX-License-Identifier: MIT
// ls and rm: the session folders.
#include <cstdio>

#include "base/clock.h"
#include "base/text.h"
#include "cli/options.h"
#include "cli/print.h"
#include "platform/file.h"
#include "sandbox/method.h"

namespace sandtray::cli {
namespace {

constexpr std::size_t method_column = 3;

// Of sessions that no list can show. One that has just been removed is none of them.
void warn_of_damaged(const session::Store& store) {
  for (const auto& id : store.ids()) {
    const auto session = store.read(id);
    if (session || !platform::exists(store.folder_of(id))) continue;
    std::fprintf(stderr, "sandtray: %s\n%s\n", display_text(session.error().message).c_str(),
                 display_text(session.error().hint).c_str());
  }
}

}  // namespace

Result<int> list_sessions(const Options& options, const platform::Paths& paths) {
  const session::Store store(paths);
  auto sessions = store.list();
  if (options.all) warn_of_damaged(store);
  if (!options.all) std::erase_if(sessions, [](const auto& session) { return !session.alive; });
  if (options.json) {
    Json all = Json::array();
    for (const auto& session : sessions) all.push_back(snapshot_to_json(session));
    print_json(all);
    return 0;
  }
  if (sessions.empty()) {
    print_line(options.all ? "No sessions."
                           : "No live sessions; `sandtray ls --all` lists the ended ones.");
    return 0;
  }
  std::vector<std::vector<std::string>> rows = {
      {"ID", "NAME", "AGENT", "METHOD", "STATE", "SINCE", "WORKSPACE", "MESSAGE"}};
  for (const auto& session : sessions) {
    const auto& last = session.last;
    rows.push_back({session.spec.id, session.spec.name, session.spec.agent, session.spec.method,
                    state_text(last), duration_text((now_ms() - last.since_ms) / 1000),
                    display_text(session.spec.workspace), display_text(last.message, 60)});
  }
  print_table(rows, [](std::size_t column, const std::string& cell) {
    return column == method_column && !sandbox::has_boundary(cell);
  });
  return 0;
}

Result<int> remove(const Options& options, const platform::Paths& paths) {
  const session::Store store(paths);
  if (options.all == !options.session.empty()) {
    return fail(Code::usage, "rm takes a session or --all");
  }
  if (!options.all) {
    const auto id = store.find_id(options.session);
    if (!id) return Failure(id.error());
    SANDTRAY_TRY(store.remove(*id));
    return 0;
  }
  for (const auto& id : store.ids()) {
    const auto removed = store.remove(id);
    if (!removed && removed.error().code != Code::refused) return Failure(removed.error());
  }
  return 0;
}

}  // namespace sandtray::cli
