// SPDX-License-Identifier: MIT
// ls and rm: the session folders.
#include "base/clock.h"
#include "base/text.h"
#include "cli/options.h"
#include "cli/print.h"
#include "sandbox/method.h"

namespace sandtray::cli {
namespace {

constexpr std::size_t method_column = 3;

}  // namespace

Result<int> list_sessions(const Options& options, const platform::Paths& paths) {
  auto sessions = session::Store(paths).list();
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
    const auto session = store.find(options.session);
    if (!session) return Failure(session.error());
    SANDTRAY_TRY(store.remove(session->spec.id));
    return 0;
  }
  for (const auto& session : store.list()) {
    if (!session.alive) SANDTRAY_TRY(store.remove(session.spec.id));
  }
  return 0;
}

}  // namespace sandtray::cli
