// SPDX-License-Identifier: MIT
// The window that starts a session: what it asks for becomes `sandtray run`.
#pragma once

#include "ui/services.h"

class wxWindow;

namespace sandtray::ui {

// Raises the one that is open.
void open_new_session(wxWindow* parent, const Services& services);

}  // namespace sandtray::ui
