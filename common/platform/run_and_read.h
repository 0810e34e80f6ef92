// SPDX-License-Identifier: MIT
// Asks a program something: runs it to its end and reads what it says. For a program that has no
// loop while it asks (platform/loop.h).
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/result.h"

namespace sandtray::platform {

struct Said {
  int code = 0;
  bool in_time = true;  // false: it was ended for taking too long
  std::string text;     // of both outputs, as they came; at most a mebibyte
};

// With the variables of this process and nothing to read. It need not close its outputs: what it
// has left behind (a server) may keep them.
Result<Said> run_and_read(const std::vector<std::string>& argv, std::chrono::milliseconds patience);

}  // namespace sandtray::platform
