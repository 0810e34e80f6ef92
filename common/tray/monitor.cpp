// SPDX-License-Identifier: MIT
#include "tray/monitor.h"

#include <utility>

#include "app/describe.h"
#include "base/log.h"
#include "session/filenames.h"

namespace sandtray::tray {
namespace {

using session::Snapshot;

// A host that is alive but does not answer: between making its folder and listening, or stuck.
constexpr int most_retries = 6;
constexpr auto first_retry = std::chrono::milliseconds(100);  // doubles each time
// Whoever never removes a session has thousands; the menu shows the latest.
constexpr std::size_t most_old_endings = 100;
// Never makes the tray wait for a host.
constexpr auto connect_patience = std::chrono::milliseconds(0);

bool same_news(const Snapshot& one, const Snapshot& other) {
  return app::has_ended(one) == app::has_ended(other) &&
         session::event_to_json(one.last) == session::event_to_json(other.last);
}

}  // namespace

Monitor::Monitor(Waiter& loop, platform::Paths paths, Handlers handlers)
    : loop_(loop), paths_(paths), store_(std::move(paths)), handlers_(std::move(handlers)) {}

Result<> Monitor::start() {
  const auto folder = paths_.state + "/" + session::filename::sessions;
  SANDTRAY_TRY(platform::make_private_folder(folder));
  auto changes = platform::ChangeWatch::create(folder);
  if (!changes) return Failure(changes.error());
  changes_ = std::move(*changes);
  changing_ = loop_.on_readable(changes_->handle(), [this] { read_changes(); });
  std::size_t old = 0;
  for (const auto& snapshot : store_.list()) {  // newest first
    const bool is_old = app::has_ended(snapshot) && snapshot.seen;
    if (!is_old || ++old <= most_old_endings) look_at(snapshot.spec.id);
  }
  return {};
}

void Monitor::look_at(const std::string& id) {
  auto now = store_.read(id);
  const bool lives = now && !app::has_ended(*now);
  // Read again once the lock is followed: what happened in between must not be missed.
  if (lives && follow_lock(id, entries_[id])) now = store_.read(id);
  if (!now || now->spec.id != id) {
    forget(id);
    return;
  }
  auto& entry = entries_[id];
  update(entry, std::move(*now));
  if (app::has_ended(entry.snapshot)) {
    drop_connection(entry);
    unfollow_lock(entry);
  } else if (!entry.watch && !entry.retry) {
    connect(id, entry);
  }
}

void Monitor::update(Entry& entry, Snapshot now) {
  auto& known = entry.snapshot;
  const bool fresh = known.spec.id.empty();
  // The ending that came over the socket stands until the host has written it down.
  if (!fresh && app::has_ended(known)) {
    if (!app::has_ended(now)) return;
    now.seen = known.seen;  // whether the person has seen it, not whether we have marked it
  }
  if (!fresh && same_news(known, now)) return;
  known = std::move(now);
  const auto told = known;
  handlers_.changed(told);
}

void Monitor::connect(const std::string& id, Entry& entry) {
  auto watch = session::Watch::open(entry.snapshot.socket, connect_patience);
  if (watch) {
    entry.watch.emplace(std::move(*watch));
    entry.watching = loop_.on_readable(entry.watch->handle(), [this, id] { hear(id); });
    return;
  }
  if (entry.retries >= most_retries) {
    log::warn("session " + id + ": " + watch.error().message);
    return;  // its lock still tells when it ends
  }
  const auto delay = first_retry * (1 << entry.retries++);
  entry.retry = loop_.after(delay, [this, id] { try_again(id); });
}

void Monitor::try_again(const std::string& id) {
  if (const auto at = entries_.find(id); at != entries_.end()) at->second.retry.reset();
  look_at(id);
}

void Monitor::hear(const std::string& id) {
  const auto at = entries_.find(id);
  if (at == entries_.end() || !at->second.watch) return;
  auto& entry = at->second;
  auto news = entry.watch->read();
  for (auto& event : news.events) {
    entry.retries = 0;
    auto now = entry.snapshot;
    now.last = std::move(event);
    update(entry, std::move(now));
  }
  if (!news.ended) return;
  if (!news.refused.empty()) log::warn("session " + id + " refused the tray");
  drop_connection(entry);
  look_at(id);
}

void Monitor::drop_connection(Entry& entry) {
  entry.watching.reset();
  entry.retry.reset();
  entry.watch.reset();
}

// The lock's file is open for writing for as long as the host lives. True if it is followed from
// now on.
bool Monitor::follow_lock(const std::string& id, Entry& entry) {
  if (entry.lock_watch >= 0) return false;
  const auto path = store_.folder_of(id) + "/" + session::filename::lock;
  const auto followed = changes_->follow_writer(path);
  if (!followed) {
    log::warn(followed.error().message);
    return false;
  }
  entry.lock_watch = *followed;
  locks_[entry.lock_watch] = id;
  return true;
}

void Monitor::unfollow_lock(Entry& entry) {
  if (entry.lock_watch < 0) return;
  changes_->unfollow(entry.lock_watch);
  locks_.erase(std::exchange(entry.lock_watch, -1));
}

void Monitor::acknowledge_endings() {
  for (auto& [id, entry] : entries_) {
    if (app::has_ended(entry.snapshot)) entry.snapshot.seen = true;
  }
}

std::vector<Snapshot> Monitor::sessions() const {
  std::vector<Snapshot> all;
  all.reserve(entries_.size());
  for (const auto& [id, entry] : entries_) all.push_back(entry.snapshot);
  return all;
}

void Monitor::forget(const std::string& id) {
  const auto at = entries_.find(id);
  if (at == entries_.end()) return;
  unfollow_lock(at->second);
  entries_.erase(at);
  handlers_.removed(id);
}

void Monitor::read_changes() {
  const auto changes = changes_->read();
  if (changes.lost) {
    for (const auto& snapshot : store_.list()) look_at(snapshot.spec.id);
  }
  for (const auto& name : changes.names) look_at(name);
  for (const auto number : changes.released) lock_changed(number, /*gone=*/false);
  for (const auto number : changes.gone) lock_changed(number, /*gone=*/true);
}

void Monitor::lock_changed(int number, bool gone) {
  const auto lock = locks_.find(number);
  if (lock == locks_.end()) return;
  const auto id = lock->second;
  if (gone) {
    locks_.erase(lock);
    if (const auto entry = entries_.find(id); entry != entries_.end()) {
      entry->second.lock_watch = -1;
    }
  }
  look_at(id);
}

}  // namespace sandtray::tray
