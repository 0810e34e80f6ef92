// SPDX-License-Identifier: MIT
// The frames on a session's socket: one byte type, four bytes payload length (little endian),
// payload. Same user only. A host ends a connection that sends a frame it does not know or one over
// the limit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sandtray::session {

enum class FrameType : std::uint8_t {
  // client to host
  attach = 'A',     // JSON {"rows":R,"columns":C,"replay":true}: gets output, may send input; a
                    // further one on the same connection begins anew (after a suspension)
  watch = 'W',      // gets the current event and every further one, no output; may send input, too
  input = 'I',      // bytes for the terminal
  end_input = 'E',  // the client's input has ended (pipe channel: closes the agent's input)
  resize = 'R',     // JSON {"rows":R,"columns":C}
  stop = 'S',       // JSON {"timeout_ms":N}: TERM, grace, KILL
  // host to client
  output = 'O',    // bytes of the terminal
  replayed = 'P',  // what came before was replay, what follows is live
  event = 'V',     // one event as JSON
  refused = 'X',   // text: why the host ends this connection
};

constexpr std::uint32_t max_frame = 1u << 20;

struct Frame {
  FrameType type;
  std::string payload;
};

std::string encode_frame(FrameType type, std::string_view payload);
void append_frame(std::string& out, FrameType type, std::string_view payload);

// Collects bytes and hands out whole frames.
class FrameReader {
 public:
  void feed(std::string_view bytes) { buffer_ += bytes; }
  // Empty when more bytes are needed. broken() after a frame over the limit or of no known type.
  std::optional<Frame> next();
  bool broken() const { return broken_; }

 private:
  std::string buffer_;
  std::size_t at_ = 0;
  bool broken_ = false;
};

}  // namespace sandtray::session
