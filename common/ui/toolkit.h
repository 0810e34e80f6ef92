// SPDX-License-Identifier: MIT
// A part of the windows that each system has a body for: what the toolkit is told before it starts.
#pragma once

namespace sandtray::ui {

void prepare_toolkit();

}  // namespace sandtray::ui
