// SPDX-License-Identifier: MIT
#include "ui/toolkit.h"

#include <cstdlib>

namespace sandtray::ui {

// Nothing here is drawn by OpenGL. GDK would load Mesa with its compiler only to choose what a
// window that uses it would look like: 54 MB.
void prepare_toolkit() {
  setenv("GDK_GL", "disable", /*overwrite=*/0);
}

}  // namespace sandtray::ui
