// SPDX-License-Identifier: MIT
#include "platform/pty.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace sandtray::platform {

Result<Pty> open_pty(TerminalSize size) {
  constexpr auto hint = "is /dev/pts mounted, and is its limit not reached?";
  Pty pty;
  pty.master.reset(posix_openpt(O_RDWR | O_NOCTTY));
  keep_private(pty.master.get());  // not every system takes O_CLOEXEC there
  if (!pty.master || grantpt(pty.master.get()) != 0 || unlockpt(pty.master.get()) != 0) {
    return fail_errno(errno, "cannot open a terminal", hint);
  }
  const char* name = ptsname(pty.master.get());
  pty.slave.reset(name == nullptr ? -1 : open(name, O_RDWR | O_NOCTTY | O_CLOEXEC));
  if (!pty.slave) return fail_errno(errno, "cannot open a terminal", hint);
  termios modes{};
  if (tcgetattr(pty.slave.get(), &modes) == 0) {
    modes.c_iflag |= IUTF8;  // erasing takes whole characters
    tcsetattr(pty.slave.get(), TCSANOW, &modes);
  }
  SANDTRAY_TRY(set_terminal_size(pty.master.get(), size));
  SANDTRAY_TRY(set_blocking(pty.master.get(), false));
  return pty;
}

void hang_up_terminal(Handle) {}

Result<> set_terminal_size(Handle terminal, TerminalSize size) {
  const winsize wanted{size.rows, size.columns, 0, 0};
  if (ioctl(terminal, TIOCSWINSZ, &wanted) != 0) {
    return fail_errno(errno, "cannot set the terminal's size");
  }
  return {};
}

}  // namespace sandtray::platform
