// SPDX-License-Identifier: MIT
// A client of one session, for programs that may wait: frames out, frames in, with deadlines.
#pragma once

#include <optional>
#include <string>

#include "platform/socket.h"
#include "session/protocol.h"
#include "session/store.h"

namespace sandtray::session {

class Client {
 public:
  // not_found if no host listens there.
  static Result<Client> connect(const std::string& socket);

  platform::Handle handle() const { return socket_.get(); }
  Result<> send(FrameType type, std::string_view payload = {});
  // Waits for the next frame; empty at the end of the connection; unavailable after the deadline.
  Result<std::optional<Frame>> receive(platform::Clock::time_point deadline);

 private:
  explicit Client(platform::OwnedHandle socket) : socket_(std::move(socket)) {}

  platform::OwnedHandle socket_;
  FrameReader reader_;
};

// A connection to its host; an empty handle when the session has ended. unavailable, and what can
// still be done, when it lives and cannot be reached: its socket's folder may have been emptied.
Result<platform::OwnedHandle> reach_host(const Store& store, const Snapshot& session);

// Returns when the session has ended, with its last event. A host without a socket is told by a
// signal. One that does not answer within the timeout and a margin is killed; its wrapper or keeper
// then ends the agent.
Result<Snapshot> stop_session(const Store& store, const Snapshot& session, int timeout_s);

// Returns when the session has ended.
Result<Snapshot> wait_for_end(const Store& store, const Snapshot& session);
// Likewise; unavailable if it lives on at the deadline.
Result<Snapshot> wait_for_end(const Store& store, const Snapshot& session,
                              platform::Clock::time_point deadline);

}  // namespace sandtray::session
