// SPDX-License-Identifier: MIT
// The client side of a session's events for a program that must not wait: works with any event
// loop: wait until handle() is readable, then read(). The connection says that the host is
// there; when it ends the folder says what has become of the session.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "platform/socket.h"
#include "session/protocol.h"
#include "session/state.h"

namespace sandtray::session {

class Watch {
 public:
  // Connects and asks for events; the present one comes first. not_found when no host listens.
  static Result<Watch> open(const std::string& socket_path,
                            std::chrono::milliseconds patience = std::chrono::seconds(2));

  platform::Handle handle() const { return socket_.get(); }

  struct News {
    std::vector<Event> events;  // oldest first
    bool ended = false;         // no more will come; close it and read the folder
    std::string refused;        // the host's reason, if it gave one
  };
  // Everything that has arrived; does not block.
  News read();

 private:
  explicit Watch(platform::OwnedHandle socket) : socket_(std::move(socket)) {}
  void take_frames(News& news);

  platform::OwnedHandle socket_;
  FrameReader frames_;
};

}  // namespace sandtray::session
