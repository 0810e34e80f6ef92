// SPDX-License-Identifier: MIT
// When the machine starts and stops by itself, as vm.json has it. What it is made of does not
// depend on that, so it counts at once.
#pragma once

#include "platform/paths.h"

namespace sandtray::provision {

struct VmHabits {
  bool start_with_sandtray = false;  // one that is made, when the tray starts
  bool stop_with_sandtray = false;   // when the person quits the tray and no session is in it
};

// None where there is no vm.json; config or refused where it cannot be believed.
Result<VmHabits> read_habits(const platform::Paths& paths);

}  // namespace sandtray::provision
