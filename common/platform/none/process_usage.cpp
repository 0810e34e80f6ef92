// SPDX-License-Identifier: MIT
// For systems that are not Linux.
#include "platform/process_usage.h"

namespace sandtray::platform {

std::optional<ProcessUsage> usage_of_tree(ProcessId) {
  return {};
}

}  // namespace sandtray::platform
