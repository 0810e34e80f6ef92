// SPDX-License-Identifier: MIT
// A session on another machine, such as a virtual one, where no host of ours is: starts the agent
// in a tree of its own and ends all of it, whatever it has started, when the agent ends, when the
// connection is lost or when it is told to (HUP, TERM).
#pragma once

#include <sys/types.h>

#include <vector>

namespace sandtray::guest {

struct Session {
  const char* folder = nullptr;    // where the agent works
  const char* files = nullptr;     // made for the session, of guest/files.h; null: none
  const char* files_at = nullptr;  // where the agent finds them: in a hidden folder; null: there
  // Sockets that are moved into `files`, null: none. They lead to an SSH agent, and to who hears of
  // the agent's events.
  const char* keys = nullptr;
  const char* hooks = nullptr;
  bool offline = false;  // no network but a loopback of its own
  // Folders of other sessions: empty in this one but for what is to be shown. None lies below
  // another one, and what is shown lies in them or outside of them all.
  std::vector<const char*> hidden, shown;
  // Of the agent, where root starts it; root then needs no user namespace, which would make sudo
  // useless inside. Otherwise the agent is who calls.
  uid_t user = 0;
  gid_t group = 0;
  char* const* argv = nullptr;  // ended by a null; its program is looked for on PATH
};

// The exit status: the agent's, 128 and its number after a signal, 126 when it did not start, with
// the reason on standard error. When it returns nothing that the agent started lives.
int run_session(const Session& session);

}  // namespace sandtray::guest
