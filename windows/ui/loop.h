// SPDX-License-Identifier: MIT
// The loop of the windows is the thread's message queue, and so is the tray's: they go together.
#pragma once

#include "tray/message_loop.h"

namespace sandtray::ui {

// Made by the first who asks, on the main thread.
tray::MessageLoop& message_loop();

}  // namespace sandtray::ui
