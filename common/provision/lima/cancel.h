// SPDX-License-Identifier: MIT
// The person wants no more of it: Ctrl-C, or somebody who ends this program. Heard between the
// loops of a program, and in each that is told so, which then stops. One at a time in a program.
#pragma once

#include "platform/loop.h"

namespace sandtray::provision {

class Cancel {
 public:
  // From here on INT, TERM and HUP are heard.
  Cancel();
  ~Cancel();
  Cancel(const Cancel&) = delete;
  Cancel& operator=(const Cancel&) = delete;

  // The signal; 0: nobody wants it.
  int signal() const;
  bool is_wanted() const { return signal() != 0; }
  // Stops the loop when it is wanted. Called before the loop runs; listen() after the loop has
  // gone, which takes the signals with it.
  void heed(platform::Loop& loop) const;
  void listen() const;
};

}  // namespace sandtray::provision
