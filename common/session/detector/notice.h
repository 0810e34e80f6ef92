// SPDX-License-Identifier: MIT
// Reads the notifications that programs write: OSC 9 (iTerm), OSC 777 (rxvt), OSC 99 (kitty, in
// several parts). Progress bars, which share OSC 9, are none.
#pragma once

#include <optional>
#include <string>

#include "session/detector/escape_sequence.h"
#include "session/detector/report.h"

namespace sandtray::session {

class NoticeReader {
 public:
  // A notification, when this completes one.
  std::optional<Notice> read(const Osc& osc);

 private:
  std::optional<Notice> read_kitty(std::string_view text);

  std::string id_;  // of the parts so far
  Notice parts_;
};

}  // namespace sandtray::session
