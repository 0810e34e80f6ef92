// SPDX-License-Identifier: MIT
// What a window says of the virtual machine, from what `sandtray vm status --json` tells. Pure.
#pragma once

#include <string>

#include "base/json.h"

namespace sandtray::app {

struct VmStatus {
  std::string text;    // the state, what it holds, and what agents may do
  bool alarm = false;  // its rules do not hold
  bool can_start = false, can_stop = false;
  bool is_there = false;  // to be set up otherwise
  bool passes = false;    // it is on its way to another state: to be asked for again
};

VmStatus vm_status(const Json& status);

}  // namespace sandtray::app
