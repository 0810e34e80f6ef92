// SPDX-License-Identifier: MIT
// The system asks windows to close, not programs to end.
#include "ui/signals.h"

namespace sandtray::ui {

void close_on_signals() {}

}  // namespace sandtray::ui
