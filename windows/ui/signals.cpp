// SPDX-License-Identifier: MIT
// The system asks windows to close, not programs to end.
#include "ui/signals.h"

namespace sandtray::ui {

// There the socket is no file.
void remove_on_signals(const std::string&) {}
void close_on_signals() {}

}  // namespace sandtray::ui
