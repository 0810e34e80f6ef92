// SPDX-License-Identifier: MIT
// The person's own terminal. Raw mode is undone on every way out of the program: by the object's
// end, by exit() and by a fatal signal.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "platform/pty.h"

namespace sandtray::platform {

bool is_terminal(Handle handle);
// Empty where there is no terminal or it does not know (0 by 0).
std::optional<TerminalSize> terminal_size(Handle handle);

// One at a time.
class RawMode {
 public:
  // `farewell` is written when raw mode is left, to undo what the shown program has switched on.
  static Result<std::unique_ptr<RawMode>> enter(Handle terminal, std::string farewell);
  virtual ~RawMode() = default;

  virtual void leave() = 0;    // a second call does nothing
  virtual void reenter() = 0;  // after leave(), or when somebody else has changed the modes
  // For SIGTSTP: leaves, stops this process, and is back in raw mode after SIGCONT.
  virtual void suspend() = 0;
};

}  // namespace sandtray::platform
