// SPDX-License-Identifier: MIT
// What a window says of the virtual machine, from what `sandtray vm status --json` tells. Pure.
#pragma once

#include <string>

#include "base/json.h"

namespace sandtray::app {

struct VmStatus {
  std::string text;      // the state, what it holds, and what agents may do
  std::string state;     // in a word or two: "ready, 1.9 GiB held"
  std::string memory;    // "1.9 GiB held, 0.6 GiB used inside"; empty: not known
  std::string services;  // of this machine, each by its port, that agents reach; empty: none
  std::string idle;      // when it stops by itself; empty: never, or not known
  std::string alarm;     // why its rules do not hold, in a line; empty: they do
  bool can_start = false, can_stop = false;
  bool is_there = false;  // to be set up otherwise
  bool passes = false;    // it is on its way to another state: to be asked for again

  bool operator==(const VmStatus&) const = default;
};

VmStatus vm_status(const Json& status);

}  // namespace sandtray::app
