// SPDX-License-Identifier: MIT
#include "session/host/connection.h"

#include <algorithm>

namespace sandtray::session {
namespace {

constexpr std::size_t chunk = 64 << 10;
constexpr std::size_t most_pending = 1 << 20;  // of events that nobody fetches
constexpr int most_chunks = 16;                // in one go: the others want their turn

}  // namespace

void Connection::attach(OutputLog::Position from, OutputLog::Position now,
                        std::string_view prelude) {
  attached_ = true;
  position_ = from;
  replay_end_ = now;
  if (!prelude.empty()) send(FrameType::output, prelude);
}

void Connection::send(FrameType type, std::string_view payload) {
  append_frame(sending_, type, payload);
}

void Connection::finish(FrameType type, std::string_view payload) {
  last_ = encode_frame(type, payload);
}

Connection::Pumped Connection::send_output(std::string_view bytes, const OutputLog& log) {
  const bool next_in_line =
      sending_.empty() && !replay_end_ && position_ + bytes.size() == log.end();
  if (!attached_ || !next_in_line) return pump(log);
  while (!bytes.empty() && sending_.empty()) {
    const auto part = bytes.substr(0, chunk);
    send(FrameType::output, part);
    position_ += part.size();
    bytes.remove_prefix(part.size());
    if (const auto result = flush(); result != Pumped::idle) return result;
  }
  return pump(log);
}

Connection::Pumped Connection::pump(const OutputLog& log) {
  for (int i = 0; i < most_chunks; ++i) {
    if (const auto result = flush(); result != Pumped::idle) return result;
    if (!load(log)) return Pumped::dropped;
    if (sending_.empty()) {
      std::string().swap(sending_);  // a quiet client holds no memory
      return Pumped::idle;
    }
  }
  return Pumped::more;
}

// Sends what is in memory.
Connection::Pumped Connection::flush() {
  if (deaf_) {
    sending_.clear();
    return Pumped::deaf;
  }
  if (sending_.size() - sent_ > most_pending) return Pumped::dropped;
  while (sent_ < sending_.size()) {
    const auto io = platform::write_some(handle(), std::string_view(sending_).substr(sent_));
    if (io.state == platform::IoState::would_block) return Pumped::more;
    if (io.state != platform::IoState::ok) {
      deaf_ = true;
      return Pumped::deaf;
    }
    sent_ += io.bytes;
    progress = platform::Clock::now();
  }
  sent_ = 0;
  sending_.clear();
  return Pumped::idle;
}

// Puts what comes next in memory, if anything does. False if the log has lost it.
bool Connection::load(const OutputLog& log) {
  if (attached_ && replay_end_ && position_ >= *replay_end_) {
    replay_end_.reset();
    send(FrameType::replayed, {});
    return true;
  }
  if (attached_ && position_ < log.end()) {
    auto wanted = std::min<OutputLog::Position>(chunk, log.end() - position_);
    if (replay_end_) wanted = std::min(wanted, *replay_end_ - position_);
    std::string bytes(static_cast<std::size_t>(wanted), '\0');
    bytes.resize(log.read(position_, bytes.data(), bytes.size()));
    if (bytes.empty()) return false;
    position_ += bytes.size();
    send(FrameType::output, bytes);
    return true;
  }
  if (!last_.empty()) {
    sending_ += std::exchange(last_, {});
    finished_ = true;
  }
  return true;
}

}  // namespace sandtray::session
