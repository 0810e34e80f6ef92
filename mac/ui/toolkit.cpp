// SPDX-License-Identifier: MIT
#include "ui/toolkit.h"

namespace sandtray::ui {

void prepare_toolkit() {}

}  // namespace sandtray::ui
