// SPDX-License-Identifier: MIT
// Reads a session's output from the oldest byte that is kept, across rotations. Never blocks. A
// reader that falls behind by more than is kept loses what lies between, and can tell.
#pragma once

#include <cstdint>
#include <string>

#include "platform/handle.h"

namespace sandtray::session {

class LogFollower {
 public:
  explicit LogFollower(const std::string& folder);

  // Appends up to `limit` bytes; false when there is nothing more for now.
  bool read(std::string& out, std::size_t limit);
  // After a change of the folder, also while nothing can be read: holds on to the part that comes
  // next, which is then there however late it is read.
  void look();

  std::uint64_t bytes() const { return bytes_; }  // read so far
  std::uint64_t kept() const { return kept_; }    // what there was to read at the start
  // Whether a part may have come and gone between two looks.
  bool skipped() const { return skipped_; }

 private:
  std::string path_, old_path_;
  platform::OwnedHandle file_;
  platform::OwnedHandle next_;  // only once file_ gets no more bytes
  std::uint64_t bytes_ = 0;
  std::uint64_t kept_ = 0;
  bool skipped_ = false;
};

}  // namespace sandtray::session
