// SPDX-License-Identifier: MIT
// A pseudo-terminal: programs run on the slave side, its owner reads and writes the master side.
// The master reads as closed once the last program has let go of the slave.
#pragma once

#include "platform/handle.h"

namespace sandtray::platform {

struct TerminalSize {
  unsigned short rows = 24;
  unsigned short columns = 80;
  bool operator==(const TerminalSize&) const = default;
};

struct Pty {
  OwnedHandle master;  // non-blocking
  OwnedHandle slave;   // for spawn(); close it once the program runs
};

Result<Pty> open_pty(TerminalSize size);
// Says to the programs on it that the terminal is gone, where closing both sides does not: on
// Windows. What they have written can still be read, and after it comes the end.
void hang_up_terminal(Handle master);
// The programs on it get SIGWINCH if the size differs from the present one.
Result<> set_terminal_size(Handle terminal, TerminalSize size);

}  // namespace sandtray::platform
