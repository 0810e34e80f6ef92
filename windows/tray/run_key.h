// SPDX-License-Identifier: MIT
// "Start at login" by the person's own Run key. The Task Manager and the settings switch an entry
// off in a key beside it, which counts too.
#pragma once

#include <string>

#include "base/result.h"

namespace sandtray::tray {

class RunKey {
 public:
  // The path of the program.
  explicit RunKey(std::string program) : program_(std::move(program)) {}

  bool is_on() const;
  // Off: nothing of ours is left in either key.
  Result<> set(bool on) const;

 private:
  std::string program_;
};

}  // namespace sandtray::tray
