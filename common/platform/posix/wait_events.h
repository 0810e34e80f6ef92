// SPDX-License-Identifier: MIT
// poll(2) for any descriptor, terminals too: some systems' own poll() does not know those.
#pragma once

#include <poll.h>

#include <csignal>
#include <cstddef>

namespace sandtray::platform {

// As poll(2): fills in what has happened and says to how many; -1 and errno otherwise. Negative
// milliseconds wait for ever. With `mask`, that is the signal mask while waiting, as of ppoll().
int wait_events(pollfd* items, std::size_t count, int milliseconds, const sigset_t* mask = nullptr);

}  // namespace sandtray::platform
