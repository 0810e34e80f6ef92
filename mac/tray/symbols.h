// SPDX-License-Identifier: MIT
// Which system symbol stands for which state, and what VoiceOver says for it.
#pragma once

#include "app/describe.h"

namespace sandtray::tray {

struct Symbol {
  const char* name;  // of SF Symbols, of macOS 11 or older
  const char* spoken;
};

Symbol symbol_of(app::IconState state);

}  // namespace sandtray::tray
