// SPDX-License-Identifier: MIT
#include "session/store.h"

#include <algorithm>

#include "base/clock.h"
#include "base/text.h"
#include "sandbox/plan.h"
#include "session/event_file.h"
#include "session/filenames.h"
#include "session/placeholders.h"
#include "session/ports.h"

namespace sandtray::session {
namespace {

// What may be part of a path here; new_session_id() makes no other.
bool is_session_id(const std::string& word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  });
}

Failure no_session(const std::string& word) {
  return fail(Code::not_found, "there is no session \"" + display_text(word, 40) + "\"",
              "`sandtray ls --all` lists the sessions.");
}

// A path that launch wrote down, or the given one.
std::string recorded(const Json& session, const char* name, std::string otherwise) {
  const auto at = Json::json_pointer("/paths") / name;
  if (!session.contains(at) || !session.at(at).is_string()) return otherwise;
  return session.at(at).get<std::string>();
}

// What launch wrote.
Result<Json> read_session(const std::string& folder) {
  const auto path = folder + "/" + filename::session;
  const auto text = platform::read_file(path);
  if (!text) return Failure(text.error());
  return parse_json(*text, path);
}

Result<sandbox::SessionSpec> spec_of(const Result<Json>& session) {
  if (!session) return Failure(session.error());
  const bool has_spec = session->is_object() && session->contains("spec");
  return sandbox::spec_from_json(has_spec ? session->at("spec") : Json());
}

// 0: it had not to wait.
std::int64_t ticket_of(const Json& session) {
  static const Json::json_pointer at("/queue/ticket");
  if (!session.contains(at) || !session.at(at).is_number_integer()) return 0;
  return session.at(at).get<std::int64_t>();
}

void tell_turn(Snapshot& snapshot, const Json& session) {
  snapshot.started_ms = snapshot.created_ms;
  snapshot.ticket = ticket_of(session);
  if (snapshot.ticket == 0) return;
  const auto admitted = platform::read_file(snapshot.folder + "/" + filename::admitted, 64);
  snapshot.waits = snapshot.alive && !admitted;
  if (admitted) snapshot.started_ms = std::max(parse_time(*admitted), snapshot.created_ms);
}

void count_places(std::vector<Snapshot>& sessions) {
  std::vector<Snapshot*> waiting;
  for (auto& snapshot : sessions) {
    if (snapshot.waits) waiting.push_back(&snapshot);
  }
  std::sort(waiting.begin(), waiting.end(),
            [](const auto* a, const auto* b) { return a->ticket < b->ticket; });
  int place = 0;
  for (auto* snapshot : waiting) snapshot->place = ++place;
}

std::int64_t creation_of(const Json& session) {
  const auto created = session.find("created");
  const bool has_time = created != session.end() && created->is_string();
  return has_time ? parse_time(created->get<std::string>()) : 0;
}

// What the host would have removed from the workspace, had it not been killed.
void remove_placeholders(const std::string& folder) {
  const auto path = folder + "/" + filename::plan;
  const auto text = platform::read_file(path);
  const auto json = text ? parse_json(*text, path) : Result<Json>(Json());
  auto plan = sandbox::plan_from_json(json ? *json : Json());
  if (!plan) return;
  std::erase_if(plan->placeholders, [](const auto& item) { return !platform::exists(item.path); });
  Placeholders left;
  if (left.hold(plan->placeholders)) left.remove();
}

}  // namespace

std::string Store::folder_of(const std::string& id) const {
  return paths_.state + "/" + filename::sessions + "/" + id;
}

std::string Store::socket_of(const std::string& id) const {
  return paths_.runtime + "/" + id + filename::socket_suffix;
}

std::string Store::hook_socket_of(const std::string& id) const {
  return paths_.runtime + "/" + id + filename::hook_suffix;
}

Result<Snapshot> Store::read(const std::string& id) const {
  if (!is_session_id(id) || !platform::exists(folder_of(id))) return no_session(id);
  Snapshot snapshot;
  snapshot.folder = folder_of(id);
  // The order matters: once the lock is free no further event can come.
  snapshot.alive = platform::is_locked(snapshot.folder + "/" + filename::lock);
  auto last = last_event(snapshot.folder);
  const auto json = read_session(snapshot.folder);
  if (auto spec = spec_of(json)) {
    snapshot.spec = std::move(*spec);
    snapshot.created_ms = creation_of(*json);
    snapshot.socket = recorded(*json, "socket", socket_of(id));
    tell_turn(snapshot, *json);
  } else {
    const std::string stop = snapshot.alive ? "`sandtray stop " + id + "` ends the session, " : "";
    snapshot.damage =
        Error{Code::internal,
              snapshot.folder + "/" + filename::session + " is damaged: " + spec.error().message,
              stop + "`sandtray rm " + id + "` removes it."};
    // Launch makes the lock before the folder has its name.
    if (!last && !platform::exists(snapshot.folder + "/" + filename::lock)) {
      return Failure(*snapshot.damage);
    }
    snapshot.spec.id = snapshot.spec.name = id;
    const auto all = events(id);
    snapshot.created_ms = all && !all->empty() ? all->front().time_ms : now_ms();
    snapshot.started_ms = snapshot.created_ms;
    snapshot.socket = socket_of(id);
  }
  snapshot.last = last ? std::move(*last) : first_event(snapshot.created_ms);
  snapshot.lost = !snapshot.alive && snapshot.last.type != "ended";
  if (snapshot.lost) snapshot.last = host_lost(snapshot.folder, snapshot.last);
  snapshot.ports = open_ports(snapshot);
  snapshot.seen = platform::exists(snapshot.folder + "/" + filename::seen);
  return snapshot;
}

std::vector<std::string> Store::ids() const {
  auto ids = platform::list_folder(paths_.state + "/" + filename::sessions);
  std::erase_if(ids, [](const auto& id) { return !is_session_id(id); });
  return ids;
}

std::vector<Snapshot> Store::list() const {
  std::vector<Snapshot> sessions;
  for (const auto& id : ids()) {
    if (auto snapshot = read(id)) sessions.push_back(std::move(*snapshot));
  }
  count_places(sessions);
  std::stable_sort(sessions.begin(), sessions.end(), [](const Snapshot& a, const Snapshot& b) {
    return a.created_ms > b.created_ms;
  });
  return sessions;
}

Result<Snapshot> Store::find(const std::string& word) const {
  const bool may_be_id = is_session_id(word);
  if (may_be_id && platform::exists(folder_of(word))) return read(word);
  std::vector<Snapshot> by_start;
  std::optional<Snapshot> by_name;
  for (auto& snapshot : list()) {
    if (may_be_id && snapshot.spec.id.starts_with(word)) by_start.push_back(snapshot);
    const bool better = !by_name || (snapshot.alive && !by_name->alive);
    if (snapshot.spec.name == word && better) by_name = std::move(snapshot);
  }
  if (by_name) return *by_name;
  if (by_start.size() == 1) return by_start.front();
  if (by_start.size() > 1) {
    return fail(Code::usage, "\"" + word + "\" is the start of more than one session's id",
                "Give more of the id.");
  }
  return no_session(word);
}

Result<std::string> Store::find_id(const std::string& word) const {
  if (is_session_id(word) && platform::exists(folder_of(word))) return word;
  const auto found = find(word);
  if (!found) return Failure(found.error());
  return found->spec.id;
}

Result<std::vector<Event>> Store::events(const std::string& id) const {
  return all_events(folder_of(id));
}

Result<> Store::mark_admitted(const std::string& id) const {
  return platform::write_file(folder_of(id) + "/" + filename::admitted, format_time(now_ms()));
}

Result<> Store::mark_seen(const std::string& id) const {
  if (!is_session_id(id)) return no_session(id);
  return platform::write_file(folder_of(id) + "/" + filename::seen, "");
}

Result<> Store::remove(const std::string& id) const {
  if (!is_session_id(id)) return no_session(id);
  const auto folder = folder_of(id);
  if (platform::is_locked(folder + "/" + filename::lock)) {
    return fail(Code::refused, "the session " + id + " is still running",
                "`sandtray stop " + id + "` ends it.");
  }
  const auto json = read_session(folder).value_or(Json());
  for (const auto& socket :
       {recorded(json, "socket", socket_of(id)), recorded(json, "hook", hook_socket_of(id))}) {
    // A damaged file must not cost a folder.
    if (platform::kind_of(socket) == platform::PathKind::folder) continue;
    SANDTRAY_TRY(platform::remove_tree(socket));
  }
  if (const auto session = read(id); session && session->last.kind == "host") {
    remove_placeholders(folder);
  }
  // Under another name first: nobody, as the tray with its mark, makes a file in it any more.
  const auto removing =
      paths_.state + "/" + filename::sessions + "/." + id + filename::removing_suffix;
  SANDTRAY_TRY(platform::rename_path(folder, removing));
  if (platform::remove_tree(removing)) return {};
  return platform::remove_tree(removing);  // somebody was just making one
}

}  // namespace sandtray::session
