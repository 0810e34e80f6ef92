// SPDX-License-Identifier: MIT
// Every byte of the session's output, as a stream with positions: on disk in output.log and the
// part before in output.log.1, in memory only while the disk takes nothing. It is also the queue of
// every client, so that a slow one costs no memory. Together the files keep at most the limit and,
// once as much was written, at least half of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/append_file.h"
#include "platform/loop.h"

namespace sandtray::session {

class OutputLog {
 public:
  using Clock = platform::Clock;
  using Position = std::uint64_t;  // bytes since the start of the session

  static Result<OutputLog> create(const std::string& folder, std::uint64_t limit);

  // The bytes are in the file when this returns, unless the file cannot be written: then they wait
  // in memory, the last MiB of them, and the file is tried again with the next bytes, at most once
  // a second.
  void append(std::string_view bytes, Clock::time_point now);
  // Tries at once; true if nothing waits any more.
  bool flush();
  // Why the file cannot be written, once for every time that this begins; else empty.
  std::string take_failure();
  // How many bytes the disk has not taken: what was let go of, and what waits.
  std::uint64_t unwritten() const { return lost_ + waiting_.size(); }

  Position begin() const { return begin_; }
  Position end() const;
  // At most `size` bytes from that position; 0 at the end, and where there is nothing any more.
  std::size_t read(Position from, char* buffer, std::size_t size) const;

 private:
  struct Part {
    platform::AppendFile file;
    Position start = 0;  // of its first byte
    Position end() const { return start + file.size(); }
  };

  OutputLog(std::string path, std::string old_path, std::uint64_t part_limit, Part current)
      : path_(std::move(path)),
        old_path_(std::move(old_path)),
        part_limit_(part_limit),
        current_(std::move(current)) {}
  std::size_t write(std::string_view bytes);
  bool rotate();
  void remember(std::string_view bytes);
  void note_failure(const std::string& reason);

  std::string path_, old_path_;
  std::uint64_t part_limit_;
  Part current_;
  std::optional<Part> old_;
  Position begin_ = 0;
  std::string waiting_;  // not on disk yet
  Position waiting_start_ = 0;
  std::uint64_t lost_ = 0;
  Clock::time_point retry_at_{};
  std::string failure_;
};

}  // namespace sandtray::session
