// SPDX-License-Identifier: MIT
// One connection to the session. What it still has to get of the output stands in the output log,
// at the client's own position; only the frame under way and events are in memory. So a client that
// does not read costs next to nothing and holds up nobody.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/pty.h"
#include "session/host/output_log.h"
#include "session/protocol.h"

namespace sandtray::session {

class Connection {
 public:
  enum class Pumped {
    idle,     // has everything
    more,     // call again when the socket is writable
    deaf,     // does not listen any more; what it has said before may still have to be read
    dropped,  // too far behind: close it
  };

  explicit Connection(platform::OwnedHandle socket) : socket_(std::move(socket)) {}

  platform::Handle handle() const { return socket_.get(); }
  FrameReader& frames() { return frames_; }

  // Output from here on; with a replay of [from, now) first, after `prelude`.
  void attach(OutputLog::Position from, OutputLog::Position now, std::string_view prelude);
  void watch() { watching_ = true; }
  bool attached() const { return attached_; }
  bool wants_events() const { return attached_ || watching_; }

  void send(FrameType type, std::string_view payload);
  // New output that was just appended to the log: sent from memory if nothing else is before it.
  Pumped send_output(std::string_view bytes, const OutputLog& log);
  Pumped pump(const OutputLog& log);
  // The last frame, after all output.
  void finish(FrameType type, std::string_view payload);
  bool finished() const { return finished_; }

  bool gives_input = false;                // has sent some: waits while the agent takes none
  bool gone = false;                       // closed for us; the object lives a little longer
  platform::TerminalSize size{0, 0};       // 0 by 0: has none to follow
  platform::Clock::time_point progress{};  // when it last took something

 private:
  Pumped flush();
  bool load(const OutputLog& log);

  platform::OwnedHandle socket_;
  FrameReader frames_;
  bool attached_ = false, watching_ = false, finished_ = false, deaf_ = false;
  std::string sending_;  // whole frames, but for the part of the first that is out already
  std::size_t sent_ = 0;
  OutputLog::Position position_ = 0;
  std::optional<OutputLog::Position> replay_end_;
  std::string last_;
};

}  // namespace sandtray::session
