// SPDX-License-Identifier: MIT
// What there is of memory and processors: for `sandtray doctor`, and for whoever gives a share of
// it away. Of the whole machine, whatever limits are set to a part of its programs.
#pragma once

#include <cstdint>

namespace sandtray::platform {

// 0: cannot be told.
struct Machine {
  std::uint64_t memory = 0;     // bytes that the system has
  std::uint64_t available = 0;  // bytes that a new program can take without making others swap, as
                                // the system guesses it
  unsigned processors = 0;      // logical ones; on Linux those that this process may use
};

Machine look_at_machine();

}  // namespace sandtray::platform
