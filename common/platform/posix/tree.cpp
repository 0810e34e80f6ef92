// SPDX-License-Identifier: MIT
#include "platform/tree.h"

namespace sandtray::platform {

void send_signal(const std::vector<Descendant>& processes, int signal) {
  for (const auto& item : processes) send_signal(item.key, signal);
}

}  // namespace sandtray::platform
