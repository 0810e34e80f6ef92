// SPDX-License-Identifier: MIT
// What a terminal answers. OSC 7501 is always answered here, and before any answer to a later
// question, because an agent takes the answer to DA1 as the end of all answers; the others only
// while no terminal of a person is attached. No answer repeats text of the agent but that query,
// and what is pending is bounded.
#pragma once

#include <string>

#include "session/detector/escape_sequence.h"

namespace sandtray::session {

class Replies {
 public:
  static constexpr std::size_t max_pending = 4096;

  void csi(const Csi& csi);
  void osc(const ControlString& string, const Osc& osc);

  void set_attended(bool attended) { attended_ = attended; }
  std::string take();

 private:
  void add(std::string_view reply);

  bool attended_ = false;
  std::string pending_;
};

}  // namespace sandtray::session
