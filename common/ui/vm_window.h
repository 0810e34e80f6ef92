// SPDX-License-Identifier: MIT
// The window of the wizard that sets the virtual machine up (app/vm_wizard.h has all that it says
// and decides). It stands by itself: what takes long goes on while the other windows are closed.
#pragma once

#include <functional>

#include "ui/services.h"

namespace sandtray::ui {

// Raises the one that is open. `changed`: the machine may be another one than before. `resets`: it
// is made anew, which the person has been asked about.
void open_vm_window(const Services& services, std::function<void()> changed, bool resets = false);

}  // namespace sandtray::ui
