// SPDX-License-Identifier: MIT
#include "platform/terminal.h"

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>

namespace sandtray::platform {
namespace {

// What a signal handler may touch: plain data, complete before `active` is set.
struct Saved {
  volatile std::sig_atomic_t active = 0;
  int terminal = -1;
  termios modes{};
  const char* farewell = nullptr;
  std::size_t farewell_size = 0;
};
Saved saved;

// Whether another job of the same terminal is in front. A terminal that is not the controlling one
// has no jobs to tell apart (tcgetpgrp(3): ENOTTY).
bool in_background(int terminal) {
  const auto front = tcgetpgrp(terminal);
  return front >= 0 && front != getpgrp();
}

// Async-signal-safe. In the background the terminal belongs to somebody else: hands off.
void restore() {
  if (saved.active == 0) return;
  saved.active = 0;
  if (in_background(saved.terminal)) return;
  [[maybe_unused]] const auto n = write(saved.terminal, saved.farewell, saved.farewell_size);
  tcsetattr(saved.terminal, TCSADRAIN, &saved.modes);
}

void restore_and_die(int number) {
  restore();
  std::signal(number, SIG_DFL);
  raise(number);
}

bool is_harmless(int number) {
#ifdef SIGINFO  // where there is one, SIGIO is harmless as well
  if (number == SIGINFO || number == SIGIO) return true;
#endif
  return number == SIGCHLD || number == SIGCONT || number == SIGURG || number == SIGWINCH ||
         number == SIGTSTP || number == SIGTTIN || number == SIGTTOU;
}

// Those that would end the program; whoever handles one of them otherwise keeps it so. SIGKILL and
// SIGSTOP refuse.
void guard_fatal_signals() {
  for (int number = 1; number < NSIG; ++number) {
    if (is_harmless(number)) continue;
    struct sigaction action {};
    if (sigaction(number, nullptr, &action) != 0 || action.sa_handler != SIG_DFL) continue;
    action.sa_handler = restore_and_die;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigfillset(&action.sa_mask);
    sigaction(number, &action, nullptr);
  }
}

class PosixRawMode final : public RawMode {
 public:
  explicit PosixRawMode(std::string farewell) : farewell_(std::move(farewell)) {
    saved.farewell = farewell_.data();
    saved.farewell_size = farewell_.size();
  }
  ~PosixRawMode() override {
    leave();
    saved.farewell = nullptr;
    saved.farewell_size = 0;
  }

  void leave() override { restore(); }

  void reenter() override {
    termios raw = saved.modes;
    cfmakeraw(&raw);
    saved.active = 1;
    tcsetattr(saved.terminal, TCSADRAIN, &raw);
  }

  void suspend() override {
    leave();
    raise(SIGSTOP);
    reenter();
  }

 private:
  const std::string farewell_;
};

}  // namespace

bool is_terminal(Handle handle) {
  return isatty(handle) == 1;
}

std::optional<TerminalSize> terminal_size(Handle handle) {
  winsize size{};
  if (ioctl(handle, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return {};
  return TerminalSize{size.ws_row, size.ws_col};
}

Result<std::unique_ptr<RawMode>> RawMode::enter(Handle terminal, std::string farewell) {
  if (tcgetattr(terminal, &saved.modes) != 0) {
    return fail_errno(errno, "cannot read the terminal's modes");
  }
  saved.terminal = terminal;
  static const bool once = [] {
    std::atexit(restore);
    guard_fatal_signals();
    return true;
  }();
  (void)once;
  auto mode = std::make_unique<PosixRawMode>(std::move(farewell));
  mode->reenter();
  return mode;
}

}  // namespace sandtray::platform
