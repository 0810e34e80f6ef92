// SPDX-License-Identifier: MIT
// The numbers of the signals that this project speaks of, on every system: those of POSIX, which
// also make the status 128+N of a program that a signal has ended. Windows knows none of them; its
// bodies say which of its own ways stands for which.
#pragma once

#include <csignal>

namespace sandtray::platform::signals {

constexpr int hang_up = 1;     // the terminal is gone
constexpr int interrupt = 2;   // Ctrl-C
constexpr int kill = 9;        // cannot be refused
constexpr int pipe = 13;       // nobody reads
constexpr int terminate = 15;  // a request to end
#ifdef _WIN32
constexpr int suspend = 20;
constexpr int window_size = 28;
#else
constexpr int suspend = SIGTSTP;
constexpr int window_size = SIGWINCH;
static_assert(hang_up == SIGHUP && interrupt == SIGINT && kill == SIGKILL && pipe == SIGPIPE &&
              terminate == SIGTERM);
#endif

}  // namespace sandtray::platform::signals
