// SPDX-License-Identifier: MIT
// Reads a session's output from the oldest byte that is kept, across rotations, without a gap while
// the reader keeps within the size that is kept. Never blocks.
#pragma once

#include <string>

#include "platform/handle.h"

namespace sandtray::session {

class LogFollower {
 public:
  explicit LogFollower(std::string folder);

  // Appends up to `limit` bytes; false when there is nothing more for now.
  bool read(std::string& out, std::size_t limit);

 private:
  bool open_next();

  std::string folder_;
  platform::OwnedHandle file_;
  bool on_old_ = false;  // reading output.log.1, with output.log to follow
};

}  // namespace sandtray::session
