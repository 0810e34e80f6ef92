// SPDX-License-Identifier: MIT
// The sessions on disk. A folder is complete from the moment it has its name; whether its host
// lives is the lock's word, never the PID's. Everything here only reads, but for create,
// give_plan, remember_folders_of_agents, the marks and remove; and whoever is the first to see that
// a host has vanished writes down when that was.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/file.h"
#include "platform/paths.h"
#include "sandbox/ports.h"
#include "sandbox/request.h"
#include "session/state.h"

namespace sandtray::session {

struct Snapshot {
  sandbox::SessionSpec spec;
  Event last;  // the present; of a session whose host vanished: failed, kind "host"
  bool alive = false;
  bool lost = false;  // the host vanished: the times of `last` are when that was noticed
  bool seen = false;  // the tray has shown the ending
  std::int64_t created_ms = 0;
  std::int64_t started_ms = 0;  // when its turn came; without a queue when it was created
  std::int64_t ticket = 0;      // of a session that had to wait: the lower, the earlier it came
  bool waits = false;           // it lives, and its turn has not come
  int place = 0;  // in the queue, from 1; 0: in none, or nobody has counted (list does)
  std::vector<sandbox::Port> ports = {};  // that this machine has, too; session/ports.h
  std::string folder;
  std::string socket;  // where its host listens, whatever this process's runtime folder is
  // session.json cannot be read: of the spec there are only the id, and it as the name; the rest is
  // what the other files tell, and the socket is where this process would have one.
  std::optional<Error> damage;
};

// A folder that launch has just made: the lock is held for the host that will adopt it.
struct Created {
  std::string folder;
  platform::FileLock lock;
};

class Store {
 public:
  explicit Store(platform::Paths paths) : paths_(std::move(paths)) {}

  std::string folder_of(const std::string& id) const;
  // Where the host of a new session is to listen; Snapshot::socket is where one does.
  std::string socket_of(const std::string& id) const;
  std::string hook_socket_of(const std::string& id) const;

  // Every folder with the name of a session, whatever is in it.
  std::vector<std::string> ids() const;
  // Newest first. A folder in which no session has ever been is left out; read() tells why.
  std::vector<Snapshot> list() const;
  // A session whose session.json is damaged is read as far as it goes.
  Result<Snapshot> read(const std::string& id) const;
  // An id, the start of one, or the name of a session (a live one first). not_found otherwise.
  Result<Snapshot> find(const std::string& word) const;
  // Likewise, but a whole id may be that of any folder.
  Result<std::string> find_id(const std::string& word) const;
  // Every event so far, oldest first; lines that cannot be read are left out.
  Result<std::vector<Event>> events(const std::string& id) const;

  struct File {
    std::string name;
    std::string content;
    unsigned mode = 0600;
  };
  struct Wanted {
    std::string id;
    Json session;               // session.json
    Json plan{};                // plan.json; null: it is made when its turn comes
    bool has_files = true;      // the folder files/ is made
    std::vector<File> files{};  // below it
    std::string unique_name{};  // may be empty
  };
  // Writes the folder under a temporary name, locks it, gives it its name. usage when a live
  // session already has the name `unique_name`, or any has it as its id.
  Result<Created> create(const Wanted& wanted) const;

  // Where agents can write, or could when a session ran, removed ones too: a program that lies
  // there may be theirs. config when what is known of that cannot be read: then nothing is.
  Result<std::vector<std::string>> folders_of_agents() const;
  // Before an agent can write there.
  Result<> remember_folders_of_agents(const std::vector<std::string>& folders) const;

  // What a session that had to wait gets when its turn has come; for its host alone.
  Result<> mark_admitted(const std::string& id) const;
  Result<> give_plan(const std::string& id, const Json& plan, const std::vector<File>& files) const;

  Result<> mark_seen(const std::string& id) const;
  // refused while the session lives; not_found for what cannot be an id, whatever path it would be.
  // Needs nothing that is in the folder.
  Result<> remove(const std::string& id) const;

 private:
  platform::Paths paths_;
};

// Eight characters without look-alikes, from the system's random source.
std::string new_session_id();

}  // namespace sandtray::session
