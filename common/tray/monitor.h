// SPDX-License-Identifier: MIT
// Knows every session at every moment without polling: new folders by watching theirs and by the
// word of their hosts, states by the sessions' sockets, the death of a host by the closing of its
// lock. The folder has the last word.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/change_watch.h"
#include "platform/paths.h"
#include "session/store.h"
#include "session/watch.h"
#include "tray/event_loop.h"

namespace sandtray::tray {

class Monitor {
 public:
  struct Handlers {
    std::function<void(const session::Snapshot&)> changed;  // also once for each that is there
    std::function<void(const std::string& id)> removed;
  };

  Monitor(Waiter& loop, platform::Paths paths, Handlers handlers);
  Monitor(const Monitor&) = delete;
  Monitor& operator=(const Monitor&) = delete;

  // Reads what is there and watches from now on.
  Result<> start();
  // A host says that its socket is there now.
  void ready(const std::string& id) { try_again(id); }
  // The person has looked: endings so far no longer count for the icon.
  void acknowledge_endings();

  std::vector<session::Snapshot> sessions() const;
  bool knows(const std::string& id) const { return entries_.contains(id); }
  const session::Store& store() const { return store_; }

 private:
  struct Entry {
    session::Snapshot snapshot;
    std::optional<session::Watch> watch;
    Source watching;  // goes before the watch whose handle it waits for
    Source retry;
    int retries = 0;
    int lock_watch = -1;  // of follow_writer()
  };

  void look_at(const std::string& id);
  void update(Entry& entry, session::Snapshot now);
  void connect(const std::string& id, Entry& entry);
  void try_again(const std::string& id);
  void hear(const std::string& id);
  void drop_connection(Entry& entry);
  bool follow_lock(const std::string& id, Entry& entry);
  void unfollow_lock(Entry& entry);
  void forget(const std::string& id);
  void read_changes();
  void lock_changed(int number, bool gone);

  Waiter& loop_;
  platform::Paths paths_;
  session::Store store_;
  Handlers handlers_;
  std::unique_ptr<platform::ChangeWatch> changes_;
  Source changing_;
  std::map<int, std::string> locks_;  // number of a watch to session
  std::map<std::string, Entry> entries_;
};

}  // namespace sandtray::tray
