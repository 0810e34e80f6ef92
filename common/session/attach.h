// SPDX-License-Identifier: MIT
// The two ways to look at a session. A view only looks: the session goes on whatever happens to it,
// but for a stream whose owner wants the session to end with it.
#pragma once

#include <cstdint>
#include <string>

#include "platform/handle.h"
#include "session/detach_keys.h"
#include "session/store.h"

namespace sandtray::session {

enum class ViewEnd {
  ended,     // the session has ended: read the folder
  lost,      // the connection broke: the host was lost, or we were too far behind for its log
  detached,  // the person left
  signal,    // this process was told to end
};

struct ViewResult {
  ViewEnd end = ViewEnd::ended;
  int signal = 0;
  bool replayed = false;  // on a terminal: everything up to the end was shown
  // Of a stream:
  std::uint64_t bytes = 0;     // taken from the log
  bool skipped = false;        // some may have been rotated away before they were taken
  bool output_closed = false;  // nobody read to the end
  int write_error = 0;         // standard output cannot be written: the system's number
  std::size_t warnings = 0;    // how many of the session's were said
};

// Standard input and output are a terminal: raw mode, the detach keys, window size, suspension.
// What the agent writes passes the terminal filter.
Result<ViewResult> view_on_terminal(platform::OwnedHandle host, DetachKeys keys);

// What a replay would have shown last of a session that has ended, filtered for a terminal.
std::string last_replay(const std::string& folder);

struct StreamOptions {
  bool plain = false;                     // text without control sequences, line by line
  bool follow = true;                     // to the end of the session; false: what is there now
  bool owner = false;                     // SIGINT, SIGTERM and a closed output stop the session
  enum { none, pass, end } input = none;  // of standard input; end: the agent's input ends at once
  int stop_timeout_s = 10;
};

// Standard output gets every byte that is kept, from the first, out of the log: a reader slows
// nobody, and loses only what the log does not keep for so long. Warnings go to standard error. On
// a terminal only what passes the terminal filter is printed. Only following needs the host.
Result<ViewResult> stream_session(const Store& store, const Snapshot& session,
                                  const StreamOptions& options);

}  // namespace sandtray::session
