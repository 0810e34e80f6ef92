// SPDX-License-Identifier: MIT
#include "session/admit.h"

#include <algorithm>

#include "base/text.h"
#include "session/cleanup.h"
#include "session/filenames.h"
#include "session/gather_facts.h"
#include "session/prepare.h"
#include "session/queue.h"
#include "session/workspace.h"

namespace sandtray::session {
namespace {

std::vector<std::string> sockets_of(const std::vector<Snapshot>& sessions) {
  std::vector<std::string> sockets;
  sockets.reserve(sessions.size());
  for (const auto& session : sessions) sockets.push_back(session.socket);
  return sockets;
}

Turn turn_in(const Line& line, const std::string& id, const Result<config::Settings>& settings) {
  const auto place = static_cast<std::size_t>(
      std::find_if(line.waiting.begin(), line.waiting.end(),
                   [&](const Snapshot& session) { return session.spec.id == id; }) -
      line.waiting.begin());
  Turn turn;
  if (settings) {
    const auto most = static_cast<std::size_t>(settings->max_sessions);
    turn.come = most == 0 || line.running.size() + place < most;
  } else {
    turn.trouble = settings.error().message;
  }
  if (turn.come) return turn;
  if (place > 0) {
    turn.after = line.waiting[place - 1].socket;
  } else {
    turn.running = sockets_of(line.running);
  }
  return turn;
}

// With what the workspace says, as at the launch. Meanwhile an agent may have put a link there.
Result<config::Settings> settings_for(const platform::Paths& paths, const Store& store,
                                      config::Settings settings, const sandbox::SessionSpec& spec) {
  const auto& folder = spec.repository.empty() ? spec.workspace : spec.repository;
  const auto place = find_place(paths, store, settings, folder);
  if (!place) return Failure(place.error());
  if (place->folder != folder) {
    return fail(Code::refused, display_text(folder) + " is now a link to " +
                                   display_text(place->folder) + ", which nobody has asked for");
  }
  if (!place->known) return settings;
  return config::with_workspace(std::move(settings), *place->known);
}

Result<> plan_now(const platform::Paths& paths, const Store& store,
                  const config::Settings& settings, const sandbox::SessionSpec& spec,
                  const Complete& complete) {
  auto request = load_plan_request(paths, settings, spec);
  if (!request) return Failure(request.error());
  SANDTRAY_TRY(complete(*request));
  const auto prepared = prepare(paths, std::move(*request));
  if (!prepared) return Failure(prepared.error());
  // What people see of the session was said when it was queued.
  if (prepared->request.spec.confined != spec.confined) {
    return fail(Code::refused, "the method " + display_text(spec.method, 40) +
                                   " was changed, and says something else of whether it confines");
  }
  SANDTRAY_TRY(make_ready(paths, *prepared));
  const auto files = session_files(prepared->plan);
  if (!files) return Failure(files.error());
  if (!prepared->plan.cleanup.empty()) {
    SANDTRAY_TRY(owe_cleanup(paths.state, spec.id, prepared->plan.cleanup));
  }
  return store.give_plan(spec.id, plan_json(prepared->plan), *files);
}

// Whether its turn has come, and then it has left the queue.
Result<Turn> leave_queue(const platform::Paths& paths, const Store& store, const std::string& id,
                         const Result<config::Settings>& settings) {
  const auto lock = lock_queue(paths);
  if (!lock) return Failure(lock.error());
  const auto session = store.read(id);
  if (!session) return Failure(session.error());
  if (session->ticket == 0 || !session->alive) {
    return fail(Code::refused, "the session " + id + " waits for no turn");
  }
  Turn turn;
  if (session->waits) {
    turn = turn_in(line_of(store), id, settings);
    if (turn.come) SANDTRAY_TRY(store.mark_admitted(id));
  } else {
    // Whoever was to make its plan may have been killed.
    turn.come = settings.has_value();
    if (!settings) turn.trouble = settings.error().message;
  }
  return turn;
}

}  // namespace

Result<Turn> take_turn(const platform::Paths& paths, const std::string& id,
                       const Complete& complete) {
  const Store store(paths);
  const auto settings = config::load_settings(paths);
  auto turn = leave_queue(paths, store, id, settings);
  if (!turn || !turn->come) return turn;
  const auto session = store.read(id);
  if (!session) return Failure(session.error());
  if (platform::exists(session->folder + "/" + filename::plan)) return turn;
  const auto merged = settings_for(paths, store, *settings, session->spec);
  if (!merged) return Failure(merged.error());
  SANDTRAY_TRY(plan_now(paths, store, *merged, session->spec, complete));
  return turn;
}

}  // namespace sandtray::session
