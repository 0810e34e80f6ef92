// SPDX-License-Identifier: MIT
// What has to be run once a session has ended, though its host may have been killed: a container
// goes on without it. Launch writes the commands down before the host starts, in
// <state>/cleanup/<id>.json; the host takes the file away after it has run them. Where it could
// not, the next start of a program of ours does.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/paths.h"

namespace sandtray::session {

using Commands = std::vector<std::vector<std::string>>;

struct Owed {
  std::string file;
  Commands commands;
  int attempts = 0;                // that have failed
  std::int64_t not_before_ms = 0;  // Unix time of the next one
};

std::string cleanup_file(const std::string& state, const std::string& id);
// Call it while the session's lock is held: who finds the lock free runs the commands.
Result<> owe_cleanup(const std::string& state, const std::string& id, const Commands& commands);
// Those of sessions without a living host whose time has come. What cannot be read is removed:
// nobody could run it.
std::vector<Owed> owed_cleanups(const std::string& state);
// After a failure: it is tried again at other starts, later each time, but not for ever.
void put_off(const Owed& owed);

// Starts a process that runs what is owed, if there is something; does not wait for it.
void settle_cleanups(const platform::Paths& paths);

}  // namespace sandtray::session
