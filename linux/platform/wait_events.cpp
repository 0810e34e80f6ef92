// SPDX-License-Identifier: MIT
#include "platform/posix/wait_events.h"

#include <ctime>

namespace sandtray::platform {

int wait_events(pollfd* items, std::size_t count, int milliseconds, const sigset_t* mask) {
  if (mask == nullptr) return poll(items, count, milliseconds);
  const timespec limit{milliseconds / 1000, milliseconds % 1000 * 1'000'000L};
  return ppoll(items, count, milliseconds < 0 ? nullptr : &limit, mask);
}

}  // namespace sandtray::platform
