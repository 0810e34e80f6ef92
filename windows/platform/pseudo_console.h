// SPDX-License-Identifier: MIT
// The two sides of a pseudo-console behind a Handle each (ConPTY).
#pragma once

#include "platform/native.h"

namespace sandtray::platform {

// For spawn(): the console that the handle stands for; nullptr when it stands for none.
HPCON pseudo_console_of(Handle slave);

}  // namespace sandtray::platform
